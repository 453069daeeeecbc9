import { isJsonObject, type Json, type QueryLanguage } from "@stepbook/asl";
import type { Region } from "./policy";

/** What is known of a parameter before the machine runs. */
export type Known =
  | { readonly kind: "absent" }
  | { readonly kind: "dynamic" }
  | { readonly kind: "text"; readonly text: string };

/** A call of a service, as the rows of the table read it. */
export class Call {
  readonly state: string;
  readonly region: Region;
  readonly #given: Json;
  readonly #language: QueryLanguage;
  readonly #warn: (message: string) => void;

  constructor(
    state: string,
    given: Json | undefined,
    language: QueryLanguage,
    region: Region,
    warn: (message: string) => void,
  ) {
    this.state = state;
    this.region = region;
    this.#given = given ?? {};
    this.#language = language;
    this.#warn = warn;
  }

  /** What is known of a parameter: `TrainingJobDefinition.RoleArn`, `Entries[].EventBusName`. */
  known(path: string): readonly Known[] {
    return this.#read([this.#given], path.split("."));
  }

  /** Whether a parameter is given, be it known or not. */
  has(path: string): boolean {
    return this.known(path).some(({ kind }) => kind !== "absent") || this.#isGiven(path);
  }

  /** The texts that a parameter is known to be. Where it is not, `otherwise`, and a warning what that means. */
  texts(path: string, otherwise: string, means: string): readonly string[] {
    const known = this.known(path);
    const texts = known.flatMap((one) => (one.kind === "text" ? [one.text] : []));
    if (texts.length === known.length) return texts;
    if (known.some(({ kind }) => kind === "dynamic"))
      this.warn(`${path} is known only when it runs, so that ${means}. Narrow it where you know more.`);
    return known.every(({ kind }) => kind === "absent") ? [] : [...texts, otherwise];
  }

  /** The ARNs of a parameter that is a name or an ARN. `kind` is that of the resource, such as `table/`. */
  arns(path: string, service: string, kind: string, what: string): readonly string[] {
    const names = this.texts(path, "*", `the policy allows every ${what}`);
    return names.map((name) => (name.startsWith("arn:") ? name : this.arn(service, `${kind}${name}`)));
  }

  /** An ARN in the machine's region and account. */
  arn(service: string, resource: string): string {
    const { partition, region, account } = this.region;
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }

  #isGiven(path: string): boolean {
    return isJsonObject(this.#given) && Object.hasOwn(this.#given, path);
  }

  warn(message: string): void {
    this.#warn(`${JSON.stringify(this.state)}: ${message}`);
  }

  #read(values: readonly (Json | typeof dynamic)[], [name, ...rest]: readonly string[]): readonly Known[] {
    if (name === undefined) return values.map((value) => this.#knownOf(value));
    const isList = name.endsWith("[]");
    const key = isList ? name.slice(0, -2) : name;
    const parts = values.flatMap((value): readonly (Json | typeof dynamic | undefined)[] => {
      if (value === dynamic || isExpression(value, this.#language)) return [dynamic];
      if (!isJsonObject(value)) return [undefined];
      if (this.#language === "JSONPath" && Object.hasOwn(value, `${key}.$`)) return [dynamic];
      const part = Object.hasOwn(value, key) ? value[key] : undefined;
      if (!isList || part === undefined) return [part];
      return Array.isArray(part) ? part : [dynamic];
    });
    return parts.flatMap((part): readonly Known[] => (part === undefined ? [absent] : this.#read([part], rest)));
  }

  #knownOf(value: Json | typeof dynamic): Known {
    if (value === dynamic || isExpression(value, this.#language)) return { kind: "dynamic" };
    if (value === null) return absent;
    return typeof value === "string" ? { kind: "text", text: value } : { kind: "dynamic" };
  }
}

const absent: Known = { kind: "absent" };
const dynamic = Symbol("known when it runs");

const isExpression = (value: Json, language: QueryLanguage): boolean =>
  language === "JSONata" && typeof value === "string" && /^\{%[\s\S]*%\}$/.test(value);
