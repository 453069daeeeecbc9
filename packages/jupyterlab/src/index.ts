import { documentsPlugin } from "./documents-plugin";
import { newNotebookPlugin } from "./new-notebook-plugin";
import { viewsPlugin } from "./views-plugin";

export default [viewsPlugin, documentsPlugin, newNotebookPlugin];
