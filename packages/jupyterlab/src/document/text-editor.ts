import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { CodeEditor } from "@jupyterlab/codeeditor";
import type { Widget } from "@lumino/widgets";
import type { Place } from "./definition-text";
import type { TextEditor } from "./graph-factory";

/** What is used here of a text editor of JupyterLab's, and of whatever else shows a file. */
interface MaybeEditor {
  readonly context?: { readonly path?: string };
  readonly content?: { readonly editor?: CodeEditor.IEditor };
}

/** JupyterLab's own text editor. */
const FACTORY = "Editor";

const editorOf = (
  app: JupyterFrontEnd,
  path: string,
): { readonly widget: Widget; readonly editor: CodeEditor.IEditor } | undefined => {
  for (const widget of app.shell.widgets("main")) {
    const { context, content } = widget as unknown as MaybeEditor;
    if (context?.path === path && content?.editor) return { widget, editor: content.editor };
  }
  return undefined;
};

/** Finds, opens and moves the text editors of the application. */
export const textEditorOf = (app: JupyterFrontEnd): TextEditor => ({
  open: (path, beside) => {
    const open = editorOf(app, path);
    if (open) {
      app.shell.activateById(open.widget.id);
      return;
    }
    void app.commands.execute("docmanager:open", {
      path,
      factory: FACTORY,
      options: { mode: "split-left", ref: beside.id },
    });
  },
  reveal: (path: string, { line, column }: Place) => {
    const open = editorOf(app, path);
    if (!open) return;
    open.editor.setCursorPosition({ line, column });
    open.editor.revealPosition({ line, column });
  },
});

/** Whether the text of a file is open. */
export const isTextOpen = (app: JupyterFrontEnd, path: string): boolean => editorOf(app, path) !== undefined;
