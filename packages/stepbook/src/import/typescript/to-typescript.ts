import { type JsonObject, type Scope, type StateMachine, statesOf, validate } from "@stepbook/asl";
import * as stepbook from "../../index";
import type { Any } from "../../placeholders/any";
import type { Workflow } from "../../workflow";
import { type Code, call, evaluate, holds, json, list, literal, member, name, object, replaced } from "./code";
import { Identifiers } from "./identifiers";
import { inputCode } from "./input-shape";
import { hasPart, itemHasPart, type Origin, originsOf } from "./origins";
import { print } from "./print";
import { type Const, mentionsOf, type Said, Source, withContext, withInput } from "./source";
import { same, stateCode } from "./states";
import { bodyOf, type List, listOf, type Node } from "./structure";
import { globalOf, Trial } from "./trial";
import { isPath, Values } from "./values";

/** Source of ours for a workflow, and how much of it no factory says. */
export interface TypeScript {
  readonly text: string;
  /** The names of the states that hold what no factory, function or placeholder says. */
  readonly escapes: readonly string[];
}

/** The source of a workflow, which assembles to the same definition. */
export function toTypeScript(workflowName: string, definition: StateMachine): TypeScript {
  const all = statesOf(definition);
  const said = inSteps(workflowName, definition);
  if (said) return said;
  const identifier = new Identifiers(exported()).of(workflowName, "workflow");
  const code = call("workflow", literal(workflowName), object({ definition: json(definition) }));
  return {
    text: textOf({ consts: [{ name: identifier, code, isMentioned: false }], escapes: [] }),
    escapes: all.map(({ name: id }) => id),
  };
}

const isValid = (definition: StateMachine): boolean =>
  validate(definition).every(({ severity }) => severity !== "error");

/** The source in steps; undefined for what nests too deep for them, or has not the shape of a definition. */
function inSteps(workflowName: string, definition: StateMachine): TypeScript | undefined {
  try {
    const program = programOf(workflowName, definition);
    return program && { text: textOf(program), escapes: program.escapes };
  } catch (error) {
    if (error instanceof RangeError || !isValid(definition)) return undefined;
    throw error;
  }
}

interface Program {
  /** The last is the workflow. */
  readonly consts: readonly Const[];
  readonly escapes: readonly string[];
}

function exported(): readonly string[] {
  return Object.keys(stepbook);
}

/** The first source that assembles to the definition: from the one that reads best. */
function programOf(workflowName: string, definition: StateMachine): Program | undefined {
  const told = tell(definition);
  if (!told) return undefined;
  for (const flows of [true, false]) {
    const program = arranged(workflowName, definition, told, flows);
    if (saysTheSame(program, definition)) return program;
  }
  return undefined;
}

/** What a definition says, state by state. */
interface Told {
  readonly root: List;
  readonly said: ReadonlyMap<string, Said>;
  readonly jumps: ReadonlySet<string>;
}

function tell(definition: StateMachine): Told | undefined {
  const language = definition.QueryLanguage ?? "JSONPath";
  const root = listOf(definition);
  const { nodes, jumps } = mentionsOf(root);
  const executions = executionsOf(definition);
  const known = new Map<
    string | undefined,
    { readonly trial: Trial; readonly values: Map<string, Code | undefined> }
  >();
  const inExecution = (map: string | undefined) => {
    const found = known.get(map);
    if (found) return found;
    const set = setIn(nodes.filter(({ id }) => executions.get(id) === map));
    const made = { trial: new Trial(language, set), values: new Map() };
    known.set(map, made);
    return made;
  };
  const said = new Map<string, Said>();
  for (const node of nodes) {
    const own = node.state.QueryLanguage ?? language;
    const { trial, values } = inExecution(executions.get(node.id));
    const code = said.has(node.id) ? undefined : stateCode(node, new Values(own, trial, values), trial);
    if (!code) return undefined;
    said.set(node.id, { node, code, language: own, isDistributed: executions.has(node.id) });
  }
  return { root, said, jumps };
}

/** The variables that some state sets. */
function setIn(nodes: readonly Node[]): ReadonlySet<string> {
  const setters = nodes.flatMap(({ state }) => {
    const {
      Assign,
      Catch = [],
      Choices = [],
    } = state as {
      readonly Assign?: JsonObject;
      readonly Catch?: readonly { readonly Assign?: JsonObject }[];
      readonly Choices?: readonly { readonly Assign?: JsonObject }[];
    };
    return [Assign, ...[...Catch, ...Choices].map((each) => each.Assign)];
  });
  return new Set(setters.flatMap((assign) => Object.keys(assign ?? {})).map((key) => key.replace(/\.\$$/, "")));
}

/** The distributed Map in whose executions a state runs, by the state. */
function executionsOf(definition: StateMachine): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (scope: Scope, map: string | undefined): void => {
    for (const [id, state] of Object.entries(scope.States ?? {})) {
      if (map !== undefined) found.set(id, map);
      const body = bodyOf(state);
      if (body) visit(body, body.ProcessorConfig?.Mode === "DISTRIBUTED" ? id : map);
      if (state.Type === "Parallel") for (const branch of state.Branches) visit(branch, map);
    }
  };
  visit(definition, undefined);
  return found;
}

/** The consts of a source. `flows`: whether the input of a state is told by the step that gives it. */
function arranged(workflowName: string, definition: StateMachine, told: Told, flows: boolean): Program {
  const identifiers = new Identifiers(exported());
  const workflowIdentifier = identifiers.of(workflowName, "workflow");
  const input = identifiers.of("input", "execution");
  const variables = new Map<string, string>();
  const origins = flows ? originsOf(definition) : new Map<string, Origin>();
  const items = new Map<string, string>();
  const given = usedOrigins(told, origins);
  const named = (code: Code) =>
    replaced(code, (each) => {
      if (each.kind !== "name" || !each.name.startsWith("$")) return undefined;
      const variable = each.name.slice(1);
      const known = variables.get(variable) ?? identifiers.of(variable, "variable");
      variables.set(variable, known);
      return name(known);
    });
  const change = ({ node, language, isDistributed }: Said, code: Code, source: Source): Code => {
    const readable = language === "JSONata" ? withContext(code) : code;
    const withOwn = language === "JSONata" && !isDistributed ? withInput(readable, input) : readable;
    const origin = given.get(node.id);
    const flowing = origin ? withOrigin(withOwn, origin, source) : withOwn;
    const parameter = node.state.Type === "Map" ? items.get(node.id) : undefined;
    if (parameter !== undefined) {
      source.locals.delete(parameter);
      return named(withParameter(flowing, parameter));
    }
    return named(flowing);
  };
  const withOrigin = (code: Code, { kind, id }: Origin, source: Source): Code => {
    if (kind === "output") {
      const step = source.mention(id);
      return step.kind === "name" && step.later ? code : withInputOf(code, member(step, "output"));
    }
    const parameter = items.get(id) ?? identifiers.of(itemName(told.said.get(id)!), "item");
    items.set(id, parameter);
    source.locals.add(parameter);
    return withInputOf(code, name(parameter));
  };
  const outputs = [...given.values()].filter(({ kind }) => kind === "output").map(({ id }) => id);
  const source = new Source(told.said, new Set([...told.jumps, ...outputs]), identifiers, change);
  const steps = source.sequence(told.root);
  const codes = [...source.consts.map(({ code }) => code), ...steps];
  const usesInput = codes.some((code) => holds(code, (each) => each.kind === "name" && each.name === input));
  const { Comment, Version, TimeoutSeconds, QueryLanguage, StartAt: _, States: __, ...others } = definition;
  // A definition says nothing of JSONPath, or says it.
  const fields = { ...(QueryLanguage === "JSONPath" && { QueryLanguage }), ...others };
  const made = call(
    "workflow",
    literal(workflowName),
    object({
      comment: Comment === undefined ? undefined : literal(Comment),
      version: Version === undefined ? undefined : literal(Version),
      queryLanguage: QueryLanguage === "JSONata" ? undefined : literal("JSONPath"),
      timeoutSeconds: TimeoutSeconds === undefined ? undefined : literal(TimeoutSeconds),
      fields: Object.keys(fields).length > 0 ? json(fields) : undefined,
      input: usesInput ? name(input) : undefined,
      steps: list(steps),
    }),
  );
  const plain = (each: string, code: Code): Const => ({ name: each, code, isMentioned: false });
  const byName = new Map(source.consts.map(({ name: each, code }) => [each, code]));
  return {
    consts: [
      ...(usesInput ? [plain(input, inputCode(steps, byName, input))] : []),
      ...[...variables].map(([variable, identifier]) => plain(identifier, call("variable", literal(variable)))),
      ...source.consts,
      plain(workflowIdentifier, made),
    ],
    escapes: [...told.said.values()].filter(({ code }) => code.escapes).map(({ node }) => node.id),
  };
}

/** The origins that steps name in place of their input: those whose type has what is read of them. */
function usedOrigins({ said, jumps }: Told, origins: ReadonlyMap<string, Origin>): ReadonlyMap<string, Origin> {
  return new Map(
    [...origins].filter(([id, { kind, id: from }]) => {
      const paths = inputPaths(said.get(id)!.code.sample);
      if (paths.length === 0) return false;
      const { state } = said.get(from)!.node;
      if (kind === "item") return !jumps.has(id) && paths.every((path) => itemHasPart(state, path));
      return paths.every((path) => hasPart(state, path));
    }),
  );
}

const isInput = (code: Code): boolean => isPath(code, "states.input");

/** What a step reads of its input: the keys of each part. */
function inputPaths(code: Code): readonly (readonly (string | number)[])[] {
  const found: (string | number)[][] = [];
  const keysTo = (each: Code): (string | number)[] | undefined => {
    if (isInput(each)) return [];
    const at = each.kind === "call" && each.of.kind === "member" && each.of.key === "at" ? each.of.of : undefined;
    const of = at ?? (each.kind === "member" ? each.of : undefined);
    const keys = of && keysTo(of);
    if (!keys) return undefined;
    const key =
      each.kind === "member"
        ? each.key
        : ((each as Extract<Code, { kind: "call" }>).args[0] as { value: string }).value;
    return [...keys, key];
  };
  replaced(code, (each) => {
    const keys = keysTo(each);
    if (keys) found.push(keys);
    return keys && each;
  });
  return found;
}

const withInputOf = (code: Code, to: Code): Code => replaced(code, (each) => (isInput(each) ? to : undefined));

/** The function from an item to a Map's steps, with its parameter. */
function withParameter(code: Code, parameter: string): Code {
  if (code.kind !== "call") return code;
  const args = code.args.map((each) =>
    each.kind === "object"
      ? {
          ...each,
          entries: each.entries.map(([key, value]) =>
            key === "each" && value.kind === "arrow"
              ? ([key, { ...value, parameters: [parameter] }] as const)
              : ([key, value] as const),
          ),
        }
      : each,
  );
  return { ...code, args };
}

/** An item after its list: a name of `names`. */
function itemName({ node }: Said): string {
  const { Items } = node.state as { readonly Items?: unknown };
  if (Items === undefined) return "file";
  const plural = /([A-Za-z]{2,}[^s\W])s %\}$/.exec(String(Items))?.[1];
  return plural ?? "the item";
}

/** Runs a source, and compares what it assembles with what it was made from. */
function saysTheSame({ consts }: Program, definition: StateMachine): boolean {
  const values = new Map<string, unknown>();
  const scope = (each: string): unknown => (values.has(each) ? values.get(each) : globalOf(each));
  try {
    for (const { name: each, code } of consts) values.set(each, evaluate(code, scope));
    const made = values.get(consts[consts.length - 1]!.name) as Workflow<Any>;
    return same(made.definition, definition);
  } catch {
    return false;
  }
}

/** A source as text: what it imports, and its consts. */
function textOf({ consts }: Program): string {
  const imported = new Set<string>();
  const known = new Set(exported());
  for (const { code, isMentioned } of consts) {
    if (isMentioned) imported.add("type Step");
    holds(code, (each) => {
      if (each.kind === "name" && known.has(each.name)) imported.add(each.name);
      if (each.kind === "tagged") imported.add(each.tag);
      return false;
    });
  }
  const names = [...imported].sort((a, b) => (bare(a) < bare(b) ? -1 : 1));
  const lines = consts.map(({ name: each, code, isMentioned }, index) => {
    const head = `${index === consts.length - 1 ? "export " : ""}const ${each}${isMentioned ? ": Step" : ""} = `;
    return { text: `${head}${print(code, 0, head.length + 1)};\n`, isDeclared: code.kind === "call" };
  });
  const body = lines.map(({ text }, index) =>
    index > 0 && startsBlock(lines[index - 1]!.text, text) ? `\n${text}` : text,
  );
  return `${importText(names)}\n${body.join("")}`;
}

const bare = (text: string): string => text.replace("type ", "").toLowerCase();

/** Long pieces stand apart from others. */
function startsBlock(before: string, text: string): boolean {
  const isLong = (each: string) => each.trimEnd().includes("\n");
  return (
    isLong(before) ||
    isLong(text) ||
    /= (executionInput|variable)\(/.test(before) !== /= (executionInput|variable)\(/.test(text)
  );
}

function importText(names: readonly string[]): string {
  const flat = `import { ${names.join(", ")} } from "stepbook";\n`;
  if (flat.length <= 111) return flat;
  const lines: string[] = [];
  for (const each of names) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + each.length + 2 <= 108) lines[lines.length - 1] = `${last} ${each},`;
    else lines.push(`  ${each},`);
  }
  return `import {\n${lines.join("\n")}\n} from "stepbook";\n`;
}
