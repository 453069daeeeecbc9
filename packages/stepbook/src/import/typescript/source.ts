import type { QueryLanguage } from "@stepbook/asl";
import { type Code, holds, name, replaced } from "./code";
import type { Identifiers } from "./identifiers";
import { print } from "./print";
import type { Inner, StateCode } from "./states";
import type { List, Node } from "./structure";

/** A step that is longer than this on its line is a const of its own. */
const longest = 60;

/** Steps that stand in each other deeper than this are none that anybody reads. */
const deepest = 60;

/** What becomes of a state: the source for it, and the node that it stands at. */
export interface Said {
  readonly node: Node;
  readonly code: StateCode;
  /** The language of the state. */
  readonly language: QueryLanguage;
  /** Whether it runs in an execution of a distributed Map. */
  readonly isDistributed: boolean;
}

/** A const of a source. */
export interface Const {
  readonly name: string;
  readonly code: Code;
  /** Whether it is mentioned before it is made, so that its type must be told. */
  readonly isMentioned: boolean;
}

/** Arranges steps into consts and sequences: a const where a step is long, or is mentioned more than once. */
export class Source {
  readonly consts: Const[] = [];
  /** Parameters: what uses them stands where they are. */
  readonly locals = new Set<string>();
  readonly #said: ReadonlyMap<string, Said>;
  readonly #names = new Map<string, string>();
  readonly #identifiers: Identifiers;
  readonly #mentioned: ReadonlySet<string>;
  readonly #begun = new Set<string>();
  readonly #made = new Set<string>();
  readonly #later = new Set<string>();
  readonly #change: (said: Said, code: Code, source: Source) => Code;

  /** `mentioned`: the states that are mentioned more than once; `change`: what becomes of a step's code. */
  constructor(
    said: ReadonlyMap<string, Said>,
    mentioned: ReadonlySet<string>,
    identifiers: Identifiers,
    change: (said: Said, code: Code, source: Source) => Code,
  ) {
    this.#said = said;
    this.#mentioned = mentioned;
    this.#identifiers = identifiers;
    this.#change = change;
  }

  /** The steps of a list. */
  sequence({ nodes, jump }: List, depth = 0): Code[] {
    if (depth > deepest) throw new RangeError(`Steps stand in each other more than ${deepest} deep.`);
    const steps = nodes.map((node) => this.#step(node, depth));
    return jump === undefined ? steps : [...steps, this.mention(jump)];
  }

  /** A mention of a step that has its place elsewhere. */
  mention(id: string): Code {
    if (!this.#begun.has(id)) this.#make(id);
    const identifier = this.#nameOf(id);
    if (this.#made.has(id)) return name(identifier);
    this.#later.add(id);
    return { kind: "name", name: identifier, later: true };
  }

  #step(node: Node, depth: number): Code {
    const { id } = node;
    if (this.#made.has(id)) return name(this.#nameOf(id));
    if (this.#mentioned.has(id)) {
      this.#make(id);
      return name(this.#nameOf(id));
    }
    this.#begun.add(id);
    const code = this.#codeOf(id, depth);
    const isList =
      node.state.Type === "Choice" || holds(code, (each) => each.kind === "name" && this.locals.has(each.name));
    if (isList || print(code).replace(/\s+/g, " ").length <= longest) {
      this.#made.add(id);
      return code;
    }
    return this.#declare(id, code);
  }

  #make(id: string): void {
    this.#begun.add(id);
    this.#declare(id, this.#codeOf(id, 0));
  }

  #declare(id: string, code: Code): Code {
    const made = this.#nameOf(id);
    this.consts.push({ name: made, code, isMentioned: this.#later.has(id) });
    this.#made.add(id);
    return name(made);
  }

  #codeOf(id: string, depth: number): Code {
    const said = this.#said.get(id)!;
    const { arms, otherwise, handlers, bodies } = said.node;
    const lists = (all: readonly List[]) => all.map((each) => this.sequence(each, depth + 1));
    const inner: Inner = {
      arms: lists(arms),
      otherwise: otherwise && this.sequence(otherwise, depth + 1),
      handlers: lists(handlers),
      bodies: lists(bodies),
    };
    return this.#change(said, said.code.make(inner), this);
  }

  #nameOf(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const made = this.#identifiers.of(id, "step");
    this.#names.set(id, made);
    return made;
  }
}

/** The ids that have a place, and those of them that are mentioned by jumps, too. */
export function mentionsOf(root: List): { readonly nodes: readonly Node[]; readonly jumps: ReadonlySet<string> } {
  const nodes: Node[] = [];
  const jumps = new Set<string>();
  const lists = [root];
  for (const { nodes: each, jump } of lists) {
    if (jump !== undefined) jumps.add(jump);
    for (const node of each) {
      nodes.push(node);
      lists.push(...node.arms, ...(node.otherwise ? [node.otherwise] : []), ...node.handlers, ...node.bodies);
    }
  }
  return { nodes, jumps };
}

/** The execution's input, where a state can read it by the workflow's own placeholder. */
export function withInput(code: Code, input: string): Code {
  return replaced(code, (each) =>
    each.kind === "member" &&
    each.key === "Input" &&
    each.of.kind === "member" &&
    each.of.key === "Execution" &&
    (isContext(each.of.of) || (each.of.of.kind === "name" && each.of.of.name === "context"))
      ? name(input)
      : undefined,
  );
}

/** `states.context` is `context`, but for how the names within it are written in paths. */
function isContext(code: Code): boolean {
  return code.kind === "member" && code.key === "context" && code.of.kind === "name" && code.of.name === "states";
}

export const withContext = (code: Code): Code =>
  replaced(code, (each) => (isContext(each) ? name("context") : undefined));
