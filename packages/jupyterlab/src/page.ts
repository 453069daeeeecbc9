import type { IDisposable } from "@lumino/disposable";
import type { AskKernel } from "@stepbook/graph";
import type { WorkflowViewHandle, WorkflowViewOptions } from "@stepbook/view";
import type { OpenViews } from "./open-views";

/** Gives what asks the kernel of the document that holds an element. */
export type AskFrom = (node: Node) => AskKernel;

/** What all workflow views of the page have in common. */
export interface Page {
  readonly views: OpenViews;
  readonly askFrom?: AskFrom;
  readonly translate?: (text: string) => string;
  readonly memory?: NonNullable<WorkflowViewOptions["memory"]>;
}

/** A view that has been put into an element. */
export interface Placed extends IDisposable {
  readonly handle: WorkflowViewHandle;
}

/** Puts a view into an element. The view's own code comes only now: most pages show no workflow. */
export const placeView = async (
  { views, translate, memory }: Page,
  node: HTMLElement,
  options: WorkflowViewOptions = {},
): Promise<Placed> => {
  const { createWorkflowView } = await import("@stepbook/view");
  const handle = createWorkflowView(node, {
    settings: views.settings,
    ...(translate && { translate }),
    ...(memory && { memory }),
    ...options,
  });
  const listed = views.add(node, handle);
  return {
    handle,
    get isDisposed() {
      return listed.isDisposed;
    },
    dispose: () => {
      if (listed.isDisposed) return;
      listed.dispose();
      handle.dispose();
    },
  };
};
