import "../../style/index.css";
import "../../style/page.css";
import { openPage } from "./open-page";

const root = document.createElement("div");
document.body.append(root);
openPage(root);
