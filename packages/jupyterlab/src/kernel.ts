import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { AskKernel } from "@stepbook/graph";

/** A value that came as JSON. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What is used here of a comm of JupyterLab's. */
interface Comm {
  open(data: object): { dispose(): void };
  onMsg: (message: { readonly content: { readonly data: unknown } }) => void;
  onClose: () => void;
  dispose(): void;
}

/** What is used here of a kernel's connection. */
interface Kernel {
  requestCommInfo(content: {
    readonly target_name: string;
  }): Promise<{ readonly content: { readonly comms?: object } }>;
  createComm(target: string): Comm;
}

interface Session {
  readonly session?: { readonly kernel?: Kernel | null } | null;
}

/** What has a kernel: a notebook, a console, or a copy of one of their outputs. */
interface HasSession {
  readonly context?: { readonly sessionContext?: Session };
  readonly sessionContext?: Session;
  readonly console?: { readonly sessionContext?: Session };
}

const target = "stepbook";
const patienceMilliseconds = 20_000;

type Problem = "none" | "unknown" | "gone" | "late";

/** Why a kernel can't be asked: the reader may do something about each. */
const problemsIn = (trans: TranslationBundle): Readonly<Record<Problem, string>> => ({
  none: trans.__("The kernel can't be asked from here: no kernel is running."),
  unknown: trans.__(
    "The kernel can't be asked from here: it has shown no workflow since it was started. Run the cells of this workflow again.",
  ),
  gone: trans.__("The kernel has gone before it answered."),
  late: trans.__("The kernel does not answer. It may be in a long calculation: try again later."),
});

class KernelProblem extends Error {
  constructor(readonly problem: Problem) {
    super(`The kernel can't be asked: ${problem}`);
  }
}

/** What may be done in place of a question. */
const instead = (asked: object, trans: TranslationBundle): string =>
  "state" in asked
    ? ` ${trans.__("In a cell: %1", `(await execution.logs(${JSON.stringify(asked.state)})).render()`)}`
    : "";

const kernelIn = (widget: object): Kernel | undefined => {
  const { context, sessionContext, console } = widget as HasSession;
  const held = context?.sessionContext ?? sessionContext ?? console?.sessionContext;
  return held?.session?.kernel ?? undefined;
};

/**
 * The kernel of the document that holds an element. A view of a single output does not say whose it is: then all kernels
 * that are open, of which one may know the execution.
 */
export const kernelsOf = (app: JupyterFrontEnd, node: Node): readonly Kernel[] => {
  const widgets = [...app.shell.widgets("main")];
  const holder = widgets.find((widget) => widget.node.contains(node));
  const own = holder && kernelIn(holder);
  if (own || !holder || "context" in holder) return own ? [own] : [];
  const all = widgets.map(kernelIn).filter((kernel): kernel is Kernel => kernel !== undefined);
  return [...new Set(all)];
};

/** Asks a kernel by a comm: it answers while a cell is awaited, too. Rejects where it does not answer. */
export const askKernel = async (kernel: Kernel, question: { readonly ask: string; readonly [name: string]: Json }) => {
  const { content } = await within(kernel.requestCommInfo({ target_name: target }));
  // A kernel that does not know us would tell of the comm in a cell.
  if (!content.comms || !Object.hasOwn(content.comms, target)) throw new KernelProblem("unknown");
  const comm = kernel.createComm(target);
  let sent: { dispose(): void } | undefined;
  try {
    const asked = new Promise<unknown>((resolve, reject) => {
      comm.onMsg = ({ content }) => resolve(content.data);
      comm.onClose = () => reject(new KernelProblem("gone"));
    });
    sent = comm.open(question);
    return await within(asked);
  } finally {
    sent?.dispose();
    comm.onClose = () => {};
    comm.dispose();
  }
};

const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KernelProblem("late")), patienceMilliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Asks the kernel of the document that holds an element. */
export const askFrom =
  (app: JupyterFrontEnd, node: Node, trans: TranslationBundle): AskKernel =>
  async (name, asked) => {
    const why = (problem: Problem): Error => new Error(problemsIn(trans)[problem] + instead(asked, trans));
    let problem = why("none");
    for (const kernel of kernelsOf(app, node)) {
      try {
        const told = await askKernel(kernel, { ask: name, ...asked } as never);
        const { answer, error } = (told ?? {}) as { readonly answer?: never; readonly error?: unknown };
        if (answer !== undefined) return answer;
        problem = typeof error === "string" ? new Error(error) : why("gone");
      } catch (error) {
        // JupyterLab itself rejects what was sent to a kernel that ends or is restarted.
        problem = why(error instanceof KernelProblem ? error.problem : "gone");
      }
    }
    throw problem;
  };
