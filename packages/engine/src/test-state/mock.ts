import type { Json } from "@stepbook/asl";
import { Failure } from "../failure";
import type { Host, Invocation } from "../host";
import { Payload } from "../payload";

/** What stands in for a state's own work: a result, or an error. */
export type Mock =
  | { readonly result: { readonly output: Json; readonly text?: string } }
  | { readonly error: string; readonly cause?: string };

/** The result that a mock gives. It throws where the mock is an error. */
export const playMock = (mock: Mock): Payload => {
  if ("result" in mock) return new Payload(mock.result.output, mock.result.text);
  throw new Failure(mock.error === "States.Runtime" ? "runtime" : "task", mock.error, mock.cause);
};

/** A host whose tasks answer what a mock says. */
export const mockHost = (host: Host, mock: Mock): Host => ({
  ...host,
  invoke: (): Invocation => {
    const result = (async () => {
      const { value: output, text } = playMock(mock);
      return { output, text };
    })();
    return { result, cancel: () => undefined };
  },
});
