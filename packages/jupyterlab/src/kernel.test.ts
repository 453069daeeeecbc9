// @vitest-environment jsdom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { nullTranslator } from "@jupyterlab/translation";
import { afterEach, expect, it, vi } from "vitest";
import { askFrom } from "./kernel";

type Told = { readonly content: { readonly data: unknown } };
const trans = nullTranslator.load("stepbook");
const execution = "arn:aws:states:us-east-1:123456789012:execution:flow:one";

/** A page with one document, whose kernel does with a comm what is said. */
const pageWith = (comms: object, answer: (comm: { onMsg(told: Told): void; onClose(): void }) => void) => {
  const comm = { onMsg: (_: Told) => {}, onClose: () => {}, open: vi.fn(), dispose: vi.fn() };
  const sent = { dispose: vi.fn() };
  comm.open.mockImplementation(() => {
    queueMicrotask(() => answer(comm));
    return sent;
  });
  const kernel = { requestCommInfo: async () => ({ content: { comms } }), createComm: () => comm };
  const document_ = document.createElement("div");
  const output = document_.appendChild(document.createElement("div"));
  const widget = { node: document_, context: { sessionContext: { session: { kernel } } } };
  const app = { shell: { widgets: () => [widget][Symbol.iterator]() } } as unknown as JupyterFrontEnd;
  return { app, output, comm, sent };
};
const known = { stepbook: { target_name: "stepbook" } };

afterEach(() => vi.useRealTimers());

it("a question goes to the kernel of the document, and nothing of it is left", async () => {
  const { app, output, comm, sent } = pageWith(known, ({ onMsg }) => onMsg({ content: { data: { answer: null } } }));
  expect(await askFrom(app, output, trans)("stop", { execution })).toBeNull();
  expect(comm.open).toHaveBeenCalledWith({ ask: "stop", execution });
  expect(comm.dispose).toHaveBeenCalledOnce();
  expect(sent.dispose).toHaveBeenCalledOnce();
});

it("what the kernel says against it is told in its words", async () => {
  const { app, output } = pageWith(known, ({ onMsg }) => onMsg({ content: { data: { error: "It has ended." } } }));
  await expect(askFrom(app, output, trans)("stop", { execution })).rejects.toThrow("It has ended.");
});

it("an element of no document has no kernel; a log can be read in a cell", async () => {
  const { app } = pageWith(known, () => {});
  const ask = askFrom(app, document.createElement("div"), trans);
  await expect(ask("view", { execution })).rejects.toThrow(/no kernel is running\.$/);
  await expect(ask("log", { execution, state: "Train" })).rejects.toThrow('execution.logs("Train")');
});

it("a kernel that was started anew is not asked, so that it says nothing in a cell", async () => {
  const { app, output, comm } = pageWith({}, () => {});
  await expect(askFrom(app, output, trans)("view", { execution })).rejects.toThrow(
    "Run the cells of this workflow again",
  );
  expect(comm.open).not.toHaveBeenCalled();
});

it("a kernel that goes or stays silent is told of", async () => {
  const gone = pageWith(known, ({ onClose }) => onClose());
  await expect(askFrom(gone.app, gone.output, trans)("view", { execution })).rejects.toThrow("has gone");
  vi.useFakeTimers();
  const silent = pageWith(known, () => {});
  const asked = expect(askFrom(silent.app, silent.output, trans)("view", { execution })).rejects.toThrow(
    "does not answer",
  );
  await vi.runAllTimersAsync();
  await asked;
  expect(silent.sent.dispose).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

it("an output in a view of its own asks the kernels that are open, until one knows the execution", async () => {
  const other = pageWith(known, ({ onMsg }) => onMsg({ content: { data: { error: "It is not known here." } } }));
  const own = pageWith(known, ({ onMsg }) => onMsg({ content: { data: { answer: null } } }));
  const [first] = other.app.shell.widgets("main");
  const [second] = own.app.shell.widgets("main");
  const copy = document.createElement("div");
  const widgets = [
    { node: copy },
    { node: first!.node, ...contextOf(first!) },
    { node: second!.node, ...contextOf(second!) },
  ];
  const app = { shell: { widgets: () => widgets[Symbol.iterator]() } } as unknown as JupyterFrontEnd;
  expect(await askFrom(app, copy, trans)("stop", { execution })).toBeNull();
  expect(other.comm.open).toHaveBeenCalledOnce();
  expect(own.comm.open).toHaveBeenCalledOnce();
});

const contextOf = (widget: object): { readonly context: unknown } => ({
  context: (widget as { readonly context: unknown }).context,
});
