import { LocalServiceError } from "../../service-error";
import type { Shared } from "../shared";
import type { ListThingsInput } from "./shapes";

/** A model, a configuration or an endpoint: something with a name that is there until it is deleted. */
export interface Thing {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
}

const usual = 10;
const most = 100;

/** Things of a kind by their names, in SageMaker's words. */
export class Things<One extends Thing> {
  readonly #all = new Map<string, One>();

  /** @param kind What their ARNs have in their middle, such as `endpoint-config`. */
  constructor(
    private readonly kind: string,
    private readonly shared: Shared,
  ) {}

  #noun(): string {
    return this.kind === "endpoint-config" ? "endpoint configuration" : this.kind;
  }

  arn(name: string): string {
    const { region, account } = this.shared;
    return `arn:aws:sagemaker:${region}:${account}:${this.kind}/${name.toLowerCase()}`;
  }

  find(name: string): One | undefined {
    return this.#all.get(name);
  }

  get(name: string): One {
    const found = this.#all.get(name);
    if (found) return found;
    const known = [...this.#all.keys()].slice(0, 5).join(", ");
    throw new LocalServiceError("ValidationException", `Could not find ${this.#noun()} "${this.arn(name)}".`, {
      hint: known === "" ? `There is no ${this.#noun()} yet.` : `These are there: ${known}.`,
    });
  }

  add(name: string, make: (arn: string, creationTime: Date) => One): One {
    const arn = this.arn(name);
    if (this.#all.has(name))
      throw new LocalServiceError("ValidationException", `Cannot create already existing ${this.#noun()} "${arn}".`);
    const one = make(arn, this.shared.now());
    this.#all.set(name, one);
    return one;
  }

  delete(name: string): void {
    this.get(name);
    this.#all.delete(name);
  }

  list(input: ListThingsInput, isWanted: (one: One) => boolean = () => true) {
    const { NameContains, SortBy = "CreationTime", SortOrder = "Descending", MaxResults = usual, NextToken } = input;
    if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > most)
      throw new LocalServiceError(
        "ValidationException",
        `1 validation error detected: Value '${MaxResults}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${most}`,
      );
    const key = (one: One) => (SortBy === "Name" ? one.name : one.creationTime.getTime());
    const wanted = [...this.#all.values()]
      .filter((one) => isWanted(one) && (NameContains === undefined || one.name.includes(NameContains)))
      .sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
    if (SortOrder === "Descending") wanted.reverse();
    const after = NextToken === undefined ? -1 : wanted.findIndex(({ name }) => tokenOf(name) === NextToken);
    const items = wanted.slice(after + 1, after + 1 + MaxResults);
    const last = items.at(-1);
    const more = last !== undefined && last !== wanted.at(-1);
    return { items, next: more ? { NextToken: tokenOf(last.name) } : {} };
  }
}

const tokenOf = (name: string): string => Buffer.from(name).toString("base64url");
