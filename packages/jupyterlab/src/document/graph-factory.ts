import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import type { TranslationBundle } from "@jupyterlab/translation";
import { ToolbarButton } from "@jupyterlab/ui-components";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { workflowIcon } from "../icons";
import type { Page } from "../page";
import type { Place } from "./definition-text";
import type { LiveGraph } from "./live-graph";

/** A pause in writing, in milliseconds, after which the graph is drawn anew. */
const PAUSE = 200;

/** What is done with the text of a document that is shown as a graph. */
export interface TextEditor {
  open(path: string, beside: Widget): void;
  reveal(path: string, place: Place, withFocus: boolean): void;
}

type Context = DocumentRegistry.IContext<DocumentRegistry.ICodeModel>;

/** The graph of a definition that is written in a file. */
class GraphContent extends Widget {
  private readonly context: Context;
  private readonly live: Promise<LiveGraph | undefined>;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, page: Page, editor: TextEditor, trans: TranslationBundle) {
    super();
    this.addClass("jp-StepbookDocument");
    this.context = context;
    this.live = this.begin(page, editor, trans);
  }

  private async begin(page: Page, editor: TextEditor, trans: TranslationBundle): Promise<LiveGraph | undefined> {
    const { context } = this;
    const [{ createLiveGraph }] = await Promise.all([import("./live-graph"), context.ready]);
    if (this.isDisposed) return undefined;
    const { path, model } = context;
    const live = await createLiveGraph(
      this.node,
      page,
      {
        name: nameOf(path),
        language: /\.json$/i.test(path) ? "json" : "yaml",
        text: () => model.sharedModel.getSource(),
        reveal: (place, withFocus) => editor.reveal(context.path, place, withFocus),
      },
      trans,
    );
    if (this.isDisposed) {
      live.dispose();
      return undefined;
    }
    model.contentChanged.connect(this.onChange, this);
    return live;
  }

  private onChange(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.live.then((live) => live?.refresh()), PAUSE);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.live.then((live) => live?.resize());
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    super.onResize(message);
    void this.live.then((live) => live?.resize());
  }

  override dispose(): void {
    if (this.isDisposed) return;
    clearTimeout(this.timer);
    if (!this.context.isDisposed) this.context.model.contentChanged.disconnect(this.onChange, this);
    void this.live.then((live) => live?.dispose());
    super.dispose();
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.asl\.(json|ya?ml)$/i, "");

/** Shows a definition that is written in a file as a graph. */
export class GraphFactory extends ABCWidgetFactory<
  DocumentWidget<Widget, DocumentRegistry.ICodeModel>,
  DocumentRegistry.ICodeModel
> {
  private readonly page: Page;
  private readonly editor: TextEditor;
  private readonly trans: TranslationBundle;

  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<DocumentWidget<Widget, DocumentRegistry.ICodeModel>>,
    page: Page,
    editor: TextEditor,
    trans: TranslationBundle,
  ) {
    super(options);
    this.page = page;
    this.editor = editor;
    this.trans = trans;
  }

  protected createNewWidget(context: Context): DocumentWidget<Widget, DocumentRegistry.ICodeModel> {
    const content = new GraphContent(context, this.page, this.editor, this.trans);
    const widget = new DocumentWidget<Widget, DocumentRegistry.ICodeModel>({ content, context });
    widget.title.icon = workflowIcon;
    const edit = new ToolbarButton({
      label: this.trans.__("Edit Text"),
      tooltip: this.trans.__("Open the text of this definition beside its graph"),
      onClick: () => this.editor.open(context.path, widget),
    });
    widget.toolbar.addItem("stepbook-edit-text", edit);
    return widget;
  }
}
