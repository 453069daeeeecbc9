import { isJsonObject, type Json, type JsonObject, type QueryLanguage, type State } from "@stepbook/asl";
import { arrow, type Code, call, holds, json, list, literal, member, name, object, replaced, rowOf } from "./code";
import { conditionCode } from "./conditions";
import { bound, readerCode, writerCode } from "./data-sets";
import { isOptimized, serviceCode } from "./services";
import { bodyOf, type Node } from "./structure";
import { type Trial, target } from "./trial";
import { functionOf, hasEscape, isPath, type Values } from "./values";

/** The steps that stand within a step. */
export interface Inner {
  readonly arms: readonly (readonly Code[])[];
  readonly otherwise: readonly Code[] | undefined;
  readonly handlers: readonly (readonly Code[])[];
  readonly bodies: readonly (readonly Code[])[];
}

/** What makes the source of a state. */
export interface StateCode {
  readonly make: (inner: Inner) => Code;
  /** The source with any steps within it. */
  readonly sample: Code;
  /** Whether it holds what no factory, function or placeholder says. */
  readonly escapes: boolean;
}

interface Subject {
  readonly node: Node;
  readonly fields: JsonObject;
  readonly values: Values;
  /** The language, where the state says it itself. */
  readonly queryLanguage: QueryLanguage | undefined;
  /** The fields that stand as they are. */
  readonly raw: ReadonlySet<string>;
  /** Whether functions of a step's own result and item are written as such. */
  readonly functions: boolean;
  /** Whether an action of a service is called by its own factory. */
  readonly service: boolean;
}

/** What the steps and their places say. */
const structure = new Set(["Type", "Next", "End", "Default", "Choices", "Branches", "ItemProcessor", "Iterator"]);

/** The source of a state that becomes it again; undefined where there is none. */
export function stateCode(node: Node, values: Values, trial: Trial): StateCode | undefined {
  const fields = node.state as unknown as JsonObject;
  const queryLanguage = node.state.QueryLanguage;
  const subject = { node, fields, values, queryLanguage };
  const all = new Set(Object.keys(fields).filter((field) => !structure.has(field) && field !== "QueryLanguage"));
  const none = new Set<string>();
  const attempts = [true, false].flatMap((service) => [
    { raw: none, functions: true, service },
    { raw: none, functions: false, service },
  ]);
  const expected = skeleton(node.state);
  for (const attempt of attempts) {
    const made = tried({ ...subject, ...attempt }, trial);
    if (made && same(made.skeleton, expected))
      return { make: made.make, sample: made.code, escapes: hasEscape(made.code) };
  }
  const partly = tried({ ...subject, raw: none, functions: false, service: false }, trial);
  const differing = partly && new Set([...all].filter((field) => !same(partly.skeleton[field], expected[field])));
  for (const raw of [...(differing ? [differing] : []), all, new Set([...all, "Choices"])]) {
    const made = tried({ ...subject, raw, functions: false, service: false }, trial);
    if (made && same(made.skeleton, expected)) return { make: made.make, sample: made.code, escapes: true };
  }
  return undefined;
}

function tried(subject: Subject, trial: Trial) {
  const { node } = subject;
  const some = [name(target)];
  const inner: Inner = {
    arms: node.arms.map(() => some),
    otherwise: node.otherwise && some,
    handlers: node.handlers.map(() => some),
    bodies: node.bodies.map(() => some),
  };
  try {
    const make = (within: Inner) => makers[node.state.Type]!(subject, within);
    const code = make(inner);
    const state = trial.state(code);
    return state && { make, code, skeleton: skeleton(state) };
  } catch {
    return undefined;
  }
}

/** A state without what its place says. */
function skeleton(state: State): JsonObject {
  const {
    Next: _,
    End: __,
    Default: ___,
    Branches,
    Choices,
    Catch,
    ItemProcessor,
    Iterator,
    ...rest
  } = state as unknown as JsonObject;
  const without = (list: Json | undefined) =>
    Array.isArray(list) ? { of: list.map((each) => ({ ...(each as JsonObject), Next: null })) } : {};
  const apart = (scope: Json | undefined) =>
    isJsonObject(scope) ? { ...scope, StartAt: null, States: null } : (scope ?? null);
  return {
    ...rest,
    ...(Choices !== undefined && { Choices: without(Choices) }),
    ...(Catch !== undefined && { Catch: without(Catch) }),
    ...(Array.isArray(Branches) && { Branches: Branches.map(apart) }),
    ...(ItemProcessor !== undefined && { ItemProcessor: apart(ItemProcessor) }),
    ...(Iterator !== undefined && { Iterator: apart(Iterator) }),
  };
}

/** Whether two values are the same JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, index) => same(each, b[index]))
    );
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

type Maker = (subject: Subject, inner: Inner) => Code;
type Options = { [option: string]: Code | undefined };

const makers: { readonly [type: string]: Maker } = {
  Pass: (subject) =>
    stepCode("pass", subject, [], { ...comment(subject), ...paths(subject), ...given(subject), ...made(subject) }),
  Wait: (subject) =>
    stepCode("wait", subject, [], {
      ...comment(subject),
      ...paths(subject),
      ...bounds(subject, "Seconds", "Timestamp"),
      ...made(subject),
    }),
  Succeed: (subject) => stepCode("succeed", subject, [], { ...comment(subject), ...paths(subject), ...made(subject) }),
  Fail: (subject) => stepCode("fail", subject, [], { ...comment(subject), ...bounds(subject, "Error", "Cause") }),
  Task: (subject, inner) => taskCode(subject, inner),
  Choice: (subject, inner) => choiceCode(subject, inner),
  Parallel: (subject, inner) =>
    stepCode("parallel", subject, [list(inner.bodies.map(sequence))], {
      ...comment(subject),
      ...paths(subject),
      ...argumentsOf(subject),
      ...made(subject),
      ...handling(subject, inner),
    }),
  Map: (subject, inner) => mapCode(subject, inner),
};

function stepCode(factory: string, subject: Subject, before: readonly Code[], options: Options): Code {
  const raw = Object.entries(subject.fields).filter(([key]) => subject.raw.has(key));
  const all: Options = {
    ...options,
    ...(subject.queryLanguage !== undefined && { queryLanguage: literal(subject.queryLanguage) }),
    ...(raw.length > 0 && { fields: json(Object.fromEntries(raw)) }),
  };
  const last = object(all);
  const isEmpty = last.kind === "object" && last.entries.length === 0;
  return call(factory, literal(subject.node.id), ...before, ...(isEmpty ? [] : [last]));
}

function taskCode(subject: Subject, inner: Inner): Code {
  const resource = String(subject.fields.Resource);
  const template = field(subject, "Arguments") ?? field(subject, "Parameters");
  const options: Options = {
    ...comment(subject),
    ...paths(subject),
    ...bounds(subject, "TimeoutSeconds", "HeartbeatSeconds"),
    ...credentials(subject),
    ...made(subject),
    ...handling(subject, inner),
  };
  const service = subject.service ? serviceCode(resource, template) : undefined;
  if (service) {
    const all = { ...(service.waitFor !== undefined && { waitFor: literal(service.waitFor) }), ...options };
    return stepCode(service.factory, subject, [service.parameters], all);
  }
  return stepCode("task", subject, [], { resource: literal(resource), ...argumentsOf(subject), ...options });
}

/** In paths, arguments are an object; what is none has the name that AWS gives it there. */
function argumentsOf(subject: Subject): Options {
  const parameters = field(subject, "Parameters");
  if (!parameters) return { arguments: field(subject, "Arguments") };
  return parameters.kind === "object" ? { arguments: parameters } : { parameters };
}

function credentials(subject: Subject): Options {
  const code = field(subject, "Credentials");
  if (!code) return {};
  const [member] = code.kind === "object" ? code.entries : [];
  return { credentials: member && member[0] === "RoleArn" ? object({ roleArn: member[1] }) : code };
}

function choiceCode(subject: Subject, inner: Inner): Code {
  const { fields, values } = subject;
  const rules = fields.Choices as readonly JsonObject[];
  const arm = (rule: JsonObject, steps: readonly Code[]): readonly Code[] => {
    const options = object({
      comment: rule.Comment === undefined ? undefined : json(rule.Comment),
      assign: rule.Assign === undefined ? undefined : values.template(rule.Assign),
      output: rule.Output === undefined ? undefined : values.template(rule.Output),
    });
    return options.kind === "object" && options.entries.length > 0 ? [options, ...steps] : steps;
  };
  const arms = rules.map((rule, index) =>
    call("when", conditionCode(rule as never, values, subject.raw.has("Choices")), ...arm(rule, inner.arms[index]!)),
  );
  const { Assign, Output } = fields;
  const rest = inner.otherwise && [
    call(
      "otherwise",
      ...arm({ ...(Assign !== undefined && { Assign }), ...(Output !== undefined && { Output }) }, inner.otherwise),
    ),
  ];
  const raw = Object.entries(fields).filter(
    ([key]) => subject.raw.has(key) && !["Assign", "Output", "Choices"].includes(key),
  );
  const options = object({
    ...comment(subject),
    ...paths(subject),
    ...(subject.queryLanguage !== undefined && { queryLanguage: literal(subject.queryLanguage) }),
    ...(raw.length > 0 && { fields: json(Object.fromEntries(raw)) }),
  });
  const has = options.kind === "object" && options.entries.length > 0;
  return call("choice", literal(subject.node.id), ...(has ? [options] : []), ...arms, ...(rest ?? []));
}

function mapCode(subject: Subject, inner: Inner): Code {
  const { fields, values, node } = subject;
  const config = bodyOf(node.state)?.ProcessorConfig;
  const isDistributed = config?.Mode === "DISTRIBUTED";
  const mode = config === undefined ? literal(null) : isDistributed ? literal("distributed") : undefined;
  const isExpress = config?.ExecutionType === "EXPRESS";
  const reader = fieldOf(subject, "ItemReader");
  const writer = fieldOf(subject, "ResultWriter");
  const selector = field(subject, "ItemSelector");
  return stepCode("map", subject, [], {
    ...comment(subject),
    ...paths(subject),
    mode,
    ...(fields.Iterator !== undefined && { iterator: literal(true) }),
    items: isJsonObject(reader) ? readerCode(reader, values) : (field(subject, "Items") ?? path(subject, "ItemsPath")),
    itemsPath: isJsonObject(reader) ? plain(subject, "ItemsPath") : undefined,
    itemSelector:
      selector && subject.functions
        ? functionOf(selector, ["item", "context.Map.Item.Value"], ["index", "context.Map.Item.Index"])
        : selector,
    parameters: field(subject, "Parameters"),
    itemBatcher: batcher(subject),
    ...bounds(subject, "MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"),
    ...(isExpress && { executionType: literal("EXPRESS") }),
    label: plain(subject, "Label"),
    results: isJsonObject(writer) ? writerCode(writer, values) : undefined,
    each: arrow([], sequence(inner.bodies[0] ?? [])),
    ...made(subject),
    ...handling(subject, inner),
  });
}

function batcher(subject: Subject): Code | undefined {
  const batch = fieldOf(subject, "ItemBatcher");
  if (!isJsonObject(batch)) return undefined;
  const members = Object.entries(batch).map(([key, value]) => bound(key, value as Json, subject.values));
  return object(Object.fromEntries(members.map(([key, code]) => [lowerFirst(key), code])));
}

/** Steps as one sequence. */
function sequence(steps: readonly Code[]): Code {
  return steps.length === 1 ? steps[0]! : list(steps);
}

/** A field of the state, where it does not stand as it is. */
const fieldOf = ({ fields, raw }: Subject, key: string): Json | undefined => (raw.has(key) ? undefined : fields[key]);

const plain = (subject: Subject, key: string): Code | undefined => {
  const value = fieldOf(subject, key);
  return value === undefined ? undefined : json(value);
};

const field = (subject: Subject, key: string): Code | undefined => {
  const value = fieldOf(subject, key);
  return value === undefined ? undefined : subject.values.template(value);
};

const path = (subject: Subject, key: string): Code | undefined => {
  const value = fieldOf(subject, key);
  return value === undefined ? undefined : subject.values.path(value);
};

const comment = (subject: Subject): Options => ({ comment: plain(subject, "Comment") });

const paths = (subject: Subject): Options => ({
  inputPath: plain(subject, "InputPath"),
});

/** Fields that hold a value or, by another name, a path. */
const bounds = (subject: Subject, ...keys: readonly string[]): Options =>
  Object.fromEntries(keys.map((key) => [lowerFirst(key), field(subject, key) ?? ownPath(subject, `${key}Path`)]));

/** A path where the context object is none that the assembler would write. */
const ownPath = (subject: Subject, key: string): Code | undefined => {
  const code = path(subject, key);
  return code && replaced(code, (each) => (isPath(each, "context") ? member(name("states"), "context") : undefined));
};

/** What a Pass of paths gives. */
function given(subject: Subject): Options {
  const { fields, raw } = subject;
  const { Parameters, Result } = fields;
  if (raw.has("Parameters") || raw.has("Result")) return {};
  const both = Parameters !== undefined && Result !== undefined;
  if (Result !== undefined && !both && fields.Assign === undefined) return { output: json(Result) };
  const code = field(subject, "Parameters");
  const isPlain = code !== undefined && fields.Assign === undefined && !both && !isStatic(code);
  return isPlain ? { output: code } : { parameters: code, result: plain(subject, "Result") };
}

const isStatic = (code: Code): boolean =>
  code.kind === "literal" ||
  (code.kind === "list" && code.items.every(isStatic)) ||
  (code.kind === "object" && code.entries.every(([, value]) => isStatic(value)));

/** What the state makes of its result, and what it sets. */
function made(subject: Subject): Options {
  const { values, functions, node } = subject;
  const worked = node.state.Type === "Task" || node.state.Type === "Parallel" || node.state.Type === "Map";
  const root = worked ? "result" : "input";
  const template = (key: string): Code | undefined => {
    const value = fieldOf(subject, key);
    if (value === undefined) return undefined;
    const code = values.template(value, root);
    return functions ? ofResult(subject, code) : code;
  };
  const selector = fieldOf(subject, "ResultSelector");
  const selected = selector === undefined ? undefined : values.template(selector, "result");
  const isOutput = selected !== undefined && subject.fields.Assign === undefined;
  return {
    ...(isOutput ? { output: functions ? ofResult(subject, selected) : selected } : { resultSelector: selected }),
    ...(fieldOf(subject, "Output") !== undefined && { output: template("Output") }),
    assign: template("Assign"),
    resultPath: plain(subject, "ResultPath"),
    outputPath: plain(subject, "OutputPath"),
  };
}

/** What tasks are known to give, by their resource: other parts are read where nothing is known of them. */
const results: { readonly [resource: string]: readonly string[] } = {
  "lambda:invoke": ["Payload", "StatusCode", "ExecutedVersion"],
};

/** A value made of the result, as a function of it where its type allows all that is read. */
function ofResult({ node, service }: Subject, code: Code): Code {
  const { state } = node;
  if (state.Type !== "Task") return code;
  const isKnownService = service && isOptimized(state.Resource);
  const known = isKnownService ? (rowOf(results, state.Resource.replace("arn:aws:states:::", "")) ?? []) : undefined;
  const isKnown = !holds(
    code,
    (each) => each.kind === "member" && isPath(each.of, "states.result") && known?.includes(String(each.key)) === false,
  );
  return isKnown ? functionOf(code, ["result", "states.result"]) : code;
}

function handling(subject: Subject, inner: Inner): Options {
  const { values, functions } = subject;
  const retry = fieldOf(subject, "Retry");
  const caught = fieldOf(subject, "Catch");
  const error = (value: Json | undefined): Code | undefined => {
    if (value === undefined) return undefined;
    const code = values.template(value, "errorOutput");
    return functions ? functionOf(code, ["error", "states.errorOutput"]) : code;
  };
  return {
    retry: Array.isArray(retry) ? list(retry.map((each) => lowered(each as JsonObject))) : undefined,
    catch: Array.isArray(caught)
      ? list(
          (caught as readonly JsonObject[]).map(
            ({ ErrorEquals, Next: _, Comment, ResultPath, Output, Assign }, index) =>
              object({
                comment: Comment === undefined ? undefined : json(Comment),
                errorEquals: json(ErrorEquals),
                resultPath: ResultPath === undefined ? undefined : json(ResultPath),
                output: error(Output),
                assign: error(Assign),
                next: handlerOf(inner.handlers[index]!),
              }),
          ),
        )
      : undefined,
  };
}

/** A mention that is made later is a function, which `next` would call. */
function handlerOf(steps: readonly Code[]): Code {
  const [first] = steps;
  const isLater = first?.kind === "name" && first.later;
  return isLater ? list(steps) : sequence(steps);
}

const lowered = (fields: JsonObject): Code =>
  object(Object.fromEntries(Object.entries(fields).map(([key, value]) => [lowerFirst(key), json(value)])));

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
