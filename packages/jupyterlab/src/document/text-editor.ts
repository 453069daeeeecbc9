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

/** Whether a file holds a definition. */
export const isDefinition = (path: string): boolean => /\.asl\.(json|ya?ml)$/i.test(path);

const editorOf = (
  app: JupyterFrontEnd,
  isWanted: (path: string) => boolean,
): { readonly widget: Widget; readonly editor: CodeEditor.IEditor } | undefined => {
  for (const widget of app.shell.widgets("main")) {
    const { context, content } = widget as unknown as MaybeEditor;
    if (context?.path !== undefined && content?.editor && isWanted(context.path))
      return { widget, editor: content.editor };
  }
  return undefined;
};

/** Finds, opens and moves the text editors of the application. */
export const textEditorOf = (app: JupyterFrontEnd): TextEditor => ({
  open: (path, beside) => {
    const open = editorOf(app, (one) => one === path);
    if (open) {
      app.shell.activateById(open.widget.id);
      return;
    }
    const other = editorOf(app, isDefinition);
    void app.commands.execute("docmanager:open", {
      path,
      factory: FACTORY,
      options: other ? { mode: "tab-after", ref: other.widget.id } : { mode: "split-left", ref: beside.id },
    });
  },
  reveal: (path: string, { line, column }: Place, withFocus: boolean) => {
    const open = editorOf(app, (one) => one === path);
    if (!open) return;
    open.editor.setCursorPosition({ line, column });
    open.editor.revealPosition({ line, column });
    if (!withFocus) return;
    app.shell.activateById(open.widget.id);
    open.editor.focus();
  },
});

/** Whether the text of a file is open. */
export const isTextOpen = (app: JupyterFrontEnd, path: string): boolean =>
  editorOf(app, (one) => one === path) !== undefined;
