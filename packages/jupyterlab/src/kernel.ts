import type { JupyterFrontEnd } from "@jupyterlab/application";
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

/** What may be done where the kernel can't be asked. */
const instead = (asked: object): string =>
  `The kernel can't be asked from here.${"state" in asked ? ` In a cell: (await execution.logs(${JSON.stringify(asked.state)})).render()` : ""}`;

/** The kernel of the document that holds an element; undefined where there is none. */
export const kernelOf = (app: JupyterFrontEnd, node: Node): Kernel | undefined => {
  for (const widget of app.shell.widgets("main")) {
    if (!widget.node.contains(node)) continue;
    const { context, sessionContext, console } = widget as unknown as HasSession;
    const held = context?.sessionContext ?? sessionContext ?? console?.sessionContext;
    return held?.session?.kernel ?? undefined;
  }
  return undefined;
};

/** Asks a kernel by a comm: it answers while a cell is awaited, too. Rejects where it does not answer. */
export const askKernel = async (kernel: Kernel, question: { readonly ask: string; readonly [name: string]: Json }) => {
  const { content } = await within(kernel.requestCommInfo({ target_name: target }));
  // A kernel that does not know us would tell of the comm in a cell.
  if (!content.comms || !Object.hasOwn(content.comms, target)) throw new Error("The kernel does not answer questions.");
  const comm = kernel.createComm(target);
  try {
    const asked = new Promise<unknown>((resolve, reject) => {
      comm.onMsg = ({ content }) => resolve(content.data);
      comm.onClose = () => reject(new Error("The kernel has gone."));
    });
    const sent = comm.open(question);
    const told = await within(asked);
    sent.dispose();
    return told;
  } finally {
    comm.onClose = () => {};
    comm.dispose();
  }
};

const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The kernel does not answer.")), patienceMilliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Asks the kernel of the document that holds an element. */
export const askFrom =
  (app: JupyterFrontEnd, node: Node): AskKernel =>
  async (name, asked) => {
    const kernel = kernelOf(app, node);
    if (!kernel) throw new Error(instead(asked));
    const told = await askKernel(kernel, { ask: name, ...asked } as never).catch(() => {
      throw new Error(instead(asked));
    });
    const { answer, error } = (told ?? {}) as { readonly answer?: never; readonly error?: unknown };
    if (answer !== undefined) return answer;
    throw new Error(typeof error === "string" ? error : instead(asked));
  };
