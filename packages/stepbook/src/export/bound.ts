import type { Json, StateMachine } from "@stepbook/asl";
import { isPlainObject } from "../steps/data";

interface Parameter {
  readonly Type: "String";
  readonly Default: string;
  readonly Description: string;
}

/** A text that belongs to one account or region: an ARN with either, or the URL of a queue. */
const boundText =
  /^(?:arn:[\w-]+:([\w-]+):(?=[^:]*\w|:\d)[\w-]*:\d*:(.+)|https:\/\/(sqs)\.[\w.-]+\/\d{12}\/([\w.-]+))$/;

/** What of a definition belongs to one account or region, as parameters of a template. */
export class Bound {
  /** The definition, with `${Parameter}` in place of these texts. */
  readonly definition: StateMachine | undefined;
  readonly parameters: { [name: string]: Parameter } = {};
  /** From what stands in the definition to the parameter. */
  readonly substitutions: { [name: string]: { readonly Ref: string } } = {};
  readonly #names = new Map<string, string>();

  readonly #text: string;

  constructor(definition: StateMachine | undefined) {
    this.#text = JSON.stringify(definition ?? null);
    this.definition = definition && (this.#replaced(definition as unknown as Json) as unknown as StateMachine);
  }

  #replaced(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.#replaced(item));
    if (isPlainObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.#replaced(part as Json)]));
    if (typeof value !== "string") return value;
    const [, service, resource, queues, queue] = boundText.exec(value) ?? [];
    const kind = service ?? queues;
    return kind === undefined ? value : `\${${this.#parameter(value, `${kind} ${resource ?? queue}`)}}`;
  }

  #parameter(text: string, words: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const base = words
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("")
      .slice(0, 200);
    let name = base;
    for (let count = 2; Object.hasOwn(this.parameters, name) || this.#text.includes(`\${${name}}`); count++)
      name = `${base}${count}`;
    this.#names.set(text, name);
    this.parameters[name] = {
      Type: "String",
      Default: text,
      Description: "Belongs to an account and a region: give what takes its place elsewhere",
    };
    this.substitutions[name] = { Ref: name };
    return name;
  }
}
