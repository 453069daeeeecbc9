import type { Json } from "@stepbook/asl";
import { compileField } from "../data/jsonata";
import { compileTemplate } from "../data/template";
import { evaluationTrouble, runtimeTrouble } from "../failure";
import type { Steps } from "../fiber";
import { newTaskToken } from "../task-token";
import { sourcesOf, type Visit } from "../visit";
import { type CompileState, compileDynamic, type Found, leaveBy, type Place, type ReadValue } from "./place";
import { resourceKindOf } from "./resource";
import { perform } from "./task-call";

/** Has something done: a function, an activity, or an action of a service. */
export const compileTask: CompileState = (place) => {
  const kind = resourceKindOf(String(place.fields.Resource), place.path);
  const timeout = compileDynamic(place, "TimeoutSeconds");
  const heartbeat = compileDynamic(place, "HeartbeatSeconds");
  const credentials = compileCredentials(place);
  return function* (visit) {
    if (kind.pattern !== "response") visit.taskToken = newTaskToken(visit.thread.execution.host);
    const input = yield* place.flow.input(visit);
    const parameters = yield* place.flow.parameters(visit, input);
    const result = yield* perform(visit, kind, parameters, {
      timeoutSeconds: timeout && (yield* seconds(timeout, visit, input.value, "TimeoutSeconds")),
      heartbeatSeconds: heartbeat && (yield* seconds(heartbeat, visit, input.value, "HeartbeatSeconds")),
      roleArn: credentials && (yield* credentials(visit, input.value)),
    });
    return yield* leaveBy(place, visit, input, result);
  };
};

function* seconds(read: ReadValue, visit: Visit, input: Json, field: string): Steps<number> {
  const found = yield* read(visit, input);
  if (typeof found.value === "number" && Number.isInteger(found.value) && found.value > 0) return found.value;
  throw notSeconds(found, field);
}

const notSeconds = ({ value, path }: Found, field: string): Error =>
  path === undefined
    ? evaluationTrouble(
        `The ${field} field cannot be parsed as a positive whole number: ${JSON.stringify(value)}`,
        field,
      )
    : runtimeTrouble(
        `The ${field}Path field refers to value "${JSON.stringify(value)}" which is not a valid integer: ${path}`,
      );

type ReadRole = (visit: Visit, input: Json) => Steps<string>;

const compileCredentials = ({ fields, language }: Place): ReadRole | undefined => {
  const { Credentials } = fields;
  if (Credentials === undefined) return undefined;
  const expression = language === "JSONata" ? compileField(Credentials, "Credentials") : undefined;
  const template = language === "JSONata" ? undefined : compileTemplate(Credentials);
  return function* (visit, input) {
    const value = template
      ? template(sourcesOf(visit, input))
      : typeof expression === "function"
        ? yield* expression(sourcesOf(visit, null), { input })
        : expression;
    return String((value as { readonly RoleArn?: Json }).RoleArn);
  };
};
