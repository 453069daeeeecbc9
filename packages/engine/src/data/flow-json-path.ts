import type { Json } from "@stepbook/asl";
import { only } from "../fiber";
import { Payload } from "../payload";
import type { Assigned } from "../program";
import { sourcesOf, type Visit } from "../visit";
import type { Fields, Flow, FlowNow, Left } from "./flow";
import { compilePath, compileReferencePath, type Read } from "./json-path";
import { compileTemplate } from "./template";

type Turn = (visit: Visit, payload: Payload) => Payload;

const same: Turn = (_, payload) => payload;

/** InputPath or OutputPath: null gives an empty object. */
const compileSelection = (path: Json | undefined): Turn => {
  if (path === undefined || path === "$") return same;
  if (path === null) return () => new Payload({});
  const read = compilePath(String(path));
  return (visit, payload) => payload.with(read(sourcesOf(visit, payload.value)));
};

const compileMade = (template: Json | undefined): Turn => {
  if (template === undefined) return same;
  const read = compileTemplate(template);
  return (visit, payload) => payload.with(read(sourcesOf(visit, payload.value)));
};

/** ResultPath: where the result goes in the state's input. */
const compileResultPath = (path: Json | undefined): ((input: Payload, result: Payload) => Payload) => {
  if (path === undefined || path === "$") return (_, result) => result;
  if (path === null) return (input) => input;
  const write = compileReferencePath(String(path));
  return (input, result) => new Payload(write(input.value, result.value));
};

const compileAssign = (assign: Json | undefined): ((visit: Visit, root: Json) => Assigned | undefined) => {
  if (assign === undefined) return () => undefined;
  const read: Read = compileTemplate(assign);
  return (visit, root) => Object.entries(read(sourcesOf(visit, root)) as { [name: string]: Json });
};

/** Data flow by paths: InputPath, Parameters, ResultSelector, ResultPath, OutputPath, Assign. */
export const compilePathFlow = (fields: Fields): Flow & { readonly now: FlowNow } => {
  const select = compileSelection(fields.InputPath);
  const make = compileMade(fields.Parameters);
  const pick = compileMade(fields.ResultSelector);
  const combine = compileResultPath(fields.ResultPath);
  const filter = compileSelection(fields.OutputPath);
  const assign = compileAssign(fields.Assign);
  const now: FlowNow = {
    input: (visit) => select(visit, visit.input),
    parameters: make,
    leave: (visit, input, result) => {
      if (result === undefined) return { output: filter(visit, input), assigned: assign(visit, input.value) };
      const selected = pick(visit, result);
      return { output: filter(visit, combine(visit.input, selected)), assigned: assign(visit, selected.value) };
    },
  };
  return {
    input: (visit) => only(now.input(visit)),
    parameters: (visit, input) => only(now.parameters(visit, input)),
    leave: (visit, input, result) => only(now.leave(visit, input, result)),
    now,
  };
};

/** What a catcher leaves behind: the error in the place of its ResultPath. */
export const compilePathCatch = (catcher: Fields): ((visit: Visit, errorOutput: Json) => Left) => {
  const combine = compileResultPath(catcher.ResultPath);
  const assign = compileAssign(catcher.Assign);
  return (visit, errorOutput) => ({
    output: combine(visit.input, new Payload(errorOutput)),
    assigned: assign(visit, errorOutput),
  });
};
