import { deepestJson, isTooDeep, type Json } from "@stepbook/asl";
import type { TaskResult } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkText } from "../checks";
import type { Embedded } from "../embedded";
import { LocalServiceError } from "../service-error";

type Operations = Pick<LocalStepFunctions, "sendTaskSuccess" | "sendTaskFailure" | "sendTaskHeartbeat">;

/** How those who have the token of a task end it, or keep it alive. */
export const taskTokenOperations = ({ tokens }: Embedded): Operations => ({
  async sendTaskSuccess({ taskToken, output }) {
    checkToken(taskToken);
    tokens.succeed(taskToken, outputOf(output));
    return {};
  },

  async sendTaskFailure({ taskToken, error, cause }) {
    checkToken(taskToken);
    checkText("error", error, 256);
    checkText("cause", cause, 32_768);
    tokens.fail(taskToken, error ?? undefined, cause ?? undefined);
    return {};
  },

  async sendTaskHeartbeat({ taskToken }) {
    checkToken(taskToken);
    tokens.heartbeat(taskToken);
    return {};
  },
});

const longestToken = 2048;

const checkToken = (token: unknown): void => {
  if (typeof token !== "string" || token === "" || token.length > longestToken)
    throw new LocalServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
};

const mostOutput = 262_144;

const outputOf = (text: unknown): TaskResult => {
  const refuse = (reason: string): never => {
    throw new LocalServiceError("InvalidOutput", `Invalid Output: '${reason}'`);
  };
  if (typeof text !== "string") return refuse("the output is JSON text, such as '{}'");
  if (Buffer.byteLength(text) > mostOutput) return refuse(`the output has more than ${mostOutput} bytes`);
  let output: Json;
  try {
    output = JSON.parse(text);
  } catch (error) {
    return refuse((error as Error).message);
  }
  if (isTooDeep(output)) return refuse(`the output has more than ${deepestJson} levels of lists and objects`);
  return { output };
};
