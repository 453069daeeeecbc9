import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { MIME_TYPE } from "@stepbook/graph";
import { type Page, type Placed, placeView } from "./page";

/** Above SVG's 80: where both are in an output, the live view is shown. */
const RANK = 40;

/** A workflow in an output. JupyterLab calls the same renderer again for each update of a display. */
class RenderedWorkflow extends Widget implements IRenderMime.IRenderer {
  private readonly placing: Promise<Placed>;
  private placed: Placed | undefined;
  private isTrusted = false;

  constructor(page: Page) {
    super();
    this.addClass("jp-StepbookView");
    this.node.dataset.mimeType = MIME_TYPE;
    const ask = page.askFrom?.(this.node);
    this.placing = placeView(page, this.node, { askKernel: () => (this.isTrusted ? ask : undefined) });
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { data, trusted } = model;
    const placed = await this.placing;
    if (this.isDisposed) {
      placed.dispose();
      return;
    }
    this.placed = placed;
    this.isTrusted = trusted;
    placed.handle.update(data[MIME_TYPE]);
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.placed?.handle.resize();
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    super.onResize(message);
    this.placed?.handle.resize();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.placed?.dispose();
    super.dispose();
  }
}

/**
 * Nothing of a payload is run, so it is also shown in notebooks that are not trusted. The kernel is asked in trusted ones
 * alone.
 */
export const rendererFactory = (page: Page): IRenderMime.IRendererFactory => ({
  safe: true,
  mimeTypes: [MIME_TYPE],
  defaultRank: RANK,
  createRenderer: () => new RenderedWorkflow(page),
});
