import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { MIME_TYPE } from "@stepbook/graph";
import { createWorkflowView, type WorkflowViewHandle } from "@stepbook/view";

/** Above SVG's 80: where both are in an output, the live view is shown. */
const RANK = 40;

/** A workflow in an output. JupyterLab calls the same renderer again for each update of a display. */
class RenderedWorkflow extends Widget implements IRenderMime.IRenderer {
  private readonly view: WorkflowViewHandle;

  constructor() {
    super();
    this.addClass("jp-StepbookView");
    this.node.dataset.mimeType = MIME_TYPE;
    this.view = createWorkflowView(this.node);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
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

/** Nothing of a payload is run, so it is also shown in notebooks that are not trusted. */
export const rendererFactory: IRenderMime.IRendererFactory = {
  safe: true,
  mimeTypes: [MIME_TYPE],
  defaultRank: RANK,
  createRenderer: () => new RenderedWorkflow(),
};
