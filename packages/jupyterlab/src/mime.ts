import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { type AskKernel, MIME_TYPE } from "@stepbook/graph";
import { createWorkflowView, type WorkflowViewHandle } from "@stepbook/view";

/** Above SVG's 80: where both are in an output, the live view is shown. */
const RANK = 40;

/** Gives what asks the kernel of the document that holds an element. */
export type AskFrom = (node: Node) => AskKernel;

/** A workflow in an output. JupyterLab calls the same renderer again for each update of a display. */
class RenderedWorkflow extends Widget implements IRenderMime.IRenderer {
  private readonly view: WorkflowViewHandle;
  private isTrusted = false;

  constructor(askFrom: AskFrom | undefined) {
    super();
    this.addClass("jp-StepbookView");
    this.node.dataset.mimeType = MIME_TYPE;
    const ask = askFrom?.(this.node);
    this.view = createWorkflowView(this.node, { askKernel: () => (this.isTrusted ? ask : undefined) });
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
export const rendererFactory = (askFrom?: AskFrom): IRenderMime.IRendererFactory => ({
  safe: true,
  mimeTypes: [MIME_TYPE],
  defaultRank: RANK,
  createRenderer: () => new RenderedWorkflow(askFrom),
});
