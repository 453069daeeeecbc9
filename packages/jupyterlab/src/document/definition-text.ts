import {
  type Diagnostic,
  jsonFault,
  type KeyPath,
  type StateMachine,
  statesOf,
  validate,
  validateText,
} from "@stepbook/asl";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";

/** A place in a text: line and column from 0, as JupyterLab's editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a definition, and where in its text. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly place: Place;
  /** The state that it is in. */
  readonly state?: string;
}

/** A text of a definition, as far as it can be read. */
export interface DefinitionText {
  /** Missing where the text is no definition. */
  readonly definition?: StateMachine;
  /** Why the text can't be read at all; it is also the one finding. */
  readonly fault?: Finding;
  readonly findings: readonly Finding[];
  /** Where a state is written. */
  placeOf(state: string): Place | undefined;
}

const NOWHERE: Place = { line: 0, column: 0 };

/** Reads a definition in JSON or YAML, with everything that AWS would say of it. It never throws. */
export const readDefinitionText = (text: string, language: "json" | "yaml"): DefinitionText => {
  const refused = (message: string): DefinitionText => faulty({ severity: "error", message, place: NOWHERE });
  if (text.length > LONGEST) return refused(`A definition has at most ${LONGEST} characters; this has ${text.length}.`);
  if (depthOf(text) > DEEPEST) return refused(`This is nested more than ${DEEPEST} deep.`);
  try {
    return read(text, language);
  } catch (error) {
    // Such as aliases that grow without bound.
    return refused(`This text can't be read: ${(error as Error).message}`);
  }
};

/** As many as AWS takes, with room for what YAML adds. */
const LONGEST = 2_000_000;
/** Readers go down with each level, and must not come to the end of their stack. */
const DEEPEST = 500;

/** How deep brackets are nested, whatever they are in. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    if (bracket === "[" || bracket === "{") deepest = Math.max(deepest, ++depth);
    else depth = Math.max(0, depth - 1);
  }
  return deepest;
};

const read = (text: string, language: "json" | "yaml"): DefinitionText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(0, line - 1), column: Math.max(0, col - 1) };
  };
  const fault = language === "json" ? jsonFaultOf(text) : yamlFaultOf(document, at);
  if (fault) return faulty(fault);
  const value: unknown = language === "json" ? JSON.parse(text) : document.toJS({ maxAliasCount: 100 });
  const root = document.contents;
  const definition = isMachine(value) ? value : undefined;
  const states = definition ? statesOf(definition) : [];
  const found = language === "json" ? validateText(text) : validate(value);
  return {
    ...(definition && { definition }),
    findings: found.map((one) => findingOf(one, root, at)),
    placeOf: (name) => {
      const state = states.find((one) => one.name === name);
      return state && at(offsetOf(root, state.keys));
    },
  };
};

const faulty = (fault: Finding): DefinitionText => ({ fault, findings: [fault], placeOf: () => undefined });

const isMachine = (value: unknown): value is StateMachine =>
  typeof value === "object" &&
  value !== null &&
  "States" in value &&
  typeof value.States === "object" &&
  value.States !== null;

const jsonFaultOf = (text: string): Finding | undefined => {
  const fault = jsonFault(text);
  // A name that is there twice is still JSON; the validator tells of it.
  if (!fault || fault.repeated) return undefined;
  const [, line = "1", column = "1"] = /line: (\d+), column: (\d+)\]$/.exec(fault.source) ?? [];
  const place = { line: Number(line) - 1, column: Math.max(0, Number(column) - 1) };
  return { severity: "error", message: fault.message, place };
};

const yamlFaultOf = (document: Document.Parsed, at: (offset: number) => Place): Finding | undefined => {
  const [first] = document.errors;
  if (first) return { severity: "error", message: first.message.split(/ at line /)[0]!, place: at(first.pos[0]) };
  return aliasFaultOf(document, at);
};

/** An alias of nothing, or of what it is itself a part of: no JSON could say it. */
const aliasFaultOf = (document: Document.Parsed, at: (offset: number) => Place): Finding | undefined => {
  let fault: Finding | undefined;
  visit(document, {
    Alias: (_, alias, parents) => {
      const source = alias.resolve(document);
      if (source && !parents.includes(source)) return undefined;
      const message = source
        ? `The alias "*${alias.source}" is inside of what it stands for, so it has no end.`
        : `The alias "*${alias.source}" stands for nothing: no "&${alias.source}" is before it.`;
      fault = { severity: "error", message, place: at(alias.range?.[0] ?? 0) };
      return visit.BREAK;
    },
  });
  return fault;
};

const findingOf = (
  { severity, message, keys }: Diagnostic,
  root: Node | null,
  at: (offset: number) => Place,
): Finding => {
  const state = stateIn(keys);
  const place = root ? at(offsetOf(root, keys)) : NOWHERE;
  return { severity, message, place, ...(state !== undefined && { state }) };
};

/** The innermost state on the way to a place. */
const stateIn = (keys: KeyPath): string | undefined => {
  const last = keys.lastIndexOf("States");
  const name = last < 0 ? undefined : keys[last + 1];
  return typeof name === "string" ? name : undefined;
};

/** Where the last part of a way is written, or what of the way there is. */
const offsetOf = (root: Node | null, keys: KeyPath): number => {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === String(key));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
};
