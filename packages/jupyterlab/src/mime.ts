import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { MIME_TYPE } from "@stepbook/graph";
import { createWorkflowView, type WorkflowViewHandle } from "@stepbook/view";

/** Above SVG's 80: where both are in an output, the live view is shown. */
const RANK = 40;

/** Reads the log of a state's job, by the kernel of the document that holds an element. */
export type ReadLog = (node: Node, execution: string, state: string) => Promise<readonly string[]>;

/** A workflow in an output. JupyterLab calls the same renderer again for each update of a display. */
class RenderedWorkflow extends Widget implements IRenderMime.IRenderer {
  private readonly view: WorkflowViewHandle;
  private isTrusted = false;

  constructor(readLog: ReadLog | undefined) {
    super();
    this.addClass("jp-StepbookView");
    this.node.dataset.mimeType = MIME_TYPE;
    const ask = readLog && ((execution: string, state: string) => readLog(this.node, execution, state));
    this.view = createWorkflowView(this.node, { askForLog: () => (this.isTrusted ? ask : undefined) });
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.isTrusted = model.trusted;
    this.view.update(model.data[MIME_TYPE]);
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.view.resize();
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    super.onResize(message);
    this.view.resize();
  }

  override dispose(): void {
    if (!this.isDisposed) this.view.dispose();
    super.dispose();
  }
}

/**
 * Nothing of a payload is run, so it is also shown in notebooks that are not trusted. The kernel is asked in trusted ones
 * alone.
 */
export const rendererFactory = (readLog?: ReadLog): IRenderMime.IRendererFactory => ({
  safe: true,
  mimeTypes: [MIME_TYPE],
  defaultRank: RANK,
  createRenderer: () => new RenderedWorkflow(readLog),
});
