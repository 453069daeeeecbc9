import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Code, call, json, name, object } from "../../import/typescript/code";

/** The parts of the CDK that a source imports as a whole, by the name that it has there. */
export type Library = "codebuild" | "dynamodb" | "iam" | "lambda" | "sfn" | "sns" | "sqs";

/** The parameters of a task, taken one by one; what is left, or can't be said, leaves the whole unsaid. */
export class Given {
  readonly libraries: Library[] = [];
  readonly #id: string;
  readonly #left: Map<string, Json>;
  #isSaid: boolean;

  /** `id` begins the ids of the constructs that are imported. */
  constructor(parameters: Json | undefined, id: string) {
    this.#id = id;
    this.#isSaid = isJsonObject(parameters);
    this.#left = new Map(isJsonObject(parameters) ? (Object.entries(parameters) as [string, Json][]) : []);
  }

  /** Whether every parameter was taken, and could be said. */
  get isWhole(): boolean {
    return this.#isSaid && this.#left.size === 0;
  }

  has(parameter: string): boolean {
    return this.#left.has(parameter);
  }

  /** A text, or a path to one. */
  text(parameter: string): Code | undefined {
    const path = this.#take(`${parameter}.$`);
    const value = this.#take(parameter);
    if (typeof path === "string")
      return value === undefined ? call("sfn.JsonPath.stringAt", json(path)) : this.#unsaid();
    return value === undefined ? undefined : typeof value === "string" ? json(value) : this.#unsaid();
  }

  flag(parameter: string): Code | undefined {
    const value = this.#take(parameter);
    return typeof value === "boolean" ? json(value) : this.#unsaid();
  }

  /** One of some words, each with the CDK's name for it. */
  choice(parameter: string, type: string, words: { readonly [word: string]: string }): Code | undefined {
    const value = this.#take(parameter);
    if (value === undefined) return undefined;
    return typeof value === "string" && Object.hasOwn(words, value) ? name(`${type}.${words[value]}`) : this.#unsaid();
  }

  /** Data of any kind. */
  payload(parameter: string): Code | undefined {
    const path = this.#take(`${parameter}.$`);
    const value = this.#take(parameter);
    if (typeof path === "string")
      return value === undefined && /^\$/.test(path)
        ? call("sfn.TaskInput.fromJsonPathAt", json(path))
        : this.#unsaid();
    if (value === undefined) return undefined;
    if (typeof value === "string") return call("sfn.TaskInput.fromText", json(value));
    return isJsonObject(value) && !JSON.stringify(value).includes("null")
      ? call("sfn.TaskInput.fromObject", json(value))
      : this.#unsaid();
  }

  /** Something that is there already, by its name or ARN. */
  imported(parameter: string, library: Library, method: string, what: string, form: RegExp): Code | undefined {
    const value = this.#take(parameter);
    if (typeof value !== "string" || !form.test(value)) return this.#unsaid();
    this.libraries.push(library);
    return call(`${library}.${method}`, name("this"), json(`${this.#id} ${what}`), json(value));
  }

  /** A queue, by its URL. */
  queue(parameter: string): Code | undefined {
    const url = this.#take(parameter);
    const [, region, account, queue] =
      /^https:\/\/sqs\.([\w-]+)\.amazonaws\.com\/(\d{12})\/([\w.-]+)$/.exec(String(url)) ?? [];
    if (typeof url !== "string" || queue === undefined) return this.#unsaid();
    this.libraries.push("sqs");
    const attributes = object({ queueArn: json(`arn:aws:sqs:${region}:${account}:${queue}`), queueUrl: json(url) });
    return call("sqs.Queue.fromQueueAttributes", name("this"), json(`${this.#id} Queue`), attributes);
  }

  /** Values of DynamoDB by name. */
  attributes(parameter: string): Code | undefined {
    const value = this.#take(parameter);
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) return this.#unsaid();
    const entries = Object.entries(value).map(([key, attribute]) => [key, attributeOf(attribute as Json)] as const);
    return entries.every((entry): entry is [string, Code] => entry[1] !== undefined)
      ? { kind: "object", entries }
      : this.#unsaid();
  }

  /** What is put on an event bus. */
  events(parameter: string): Code | undefined {
    const value = this.#take(parameter);
    const items = Array.isArray(value) ? value.map((each: Json) => eventOf(each)) : [];
    return items.length > 0 && items.every((item) => item !== undefined)
      ? { kind: "list", items: items as Code[] }
      : this.#unsaid();
  }

  #take(parameter: string): Json | undefined {
    const value = this.#left.get(parameter);
    this.#left.delete(parameter);
    return value;
  }

  #unsaid(): undefined {
    this.#isSaid = false;
    return undefined;
  }
}

/** The CDK's methods for the types of values that it writes as they are. */
const attributeTypes: { readonly [type: string]: string } = {
  S: "fromString",
  "S.$": "fromString",
  N: "numberFromString",
};

function attributeOf(attribute: Json): Code | undefined {
  const entries = isJsonObject(attribute) ? (Object.entries(attribute) as [string, Json][]) : [];
  const [[type, value] = ["", null], ...more] = entries;
  if (more.length > 0) return undefined;
  if (type === "BOOL" && typeof value === "boolean") return call("tasks.DynamoAttributeValue.fromBoolean", json(value));
  const method = Object.hasOwn(attributeTypes, type) ? attributeTypes[type] : undefined;
  if (method === undefined || typeof value !== "string") return undefined;
  const given = type.endsWith(".$") ? call("sfn.JsonPath.stringAt", json(value)) : json(value);
  return call(`tasks.DynamoAttributeValue.${method}`, given);
}

function eventOf(event: Json): Code | undefined {
  if (!isJsonObject(event)) return undefined;
  const { Detail, DetailType, Source, ...rest } = event as JsonObject;
  const isSaid = isJsonObject(Detail) && typeof DetailType === "string" && typeof Source === "string";
  if (!isSaid || Object.keys(rest).length > 0 || JSON.stringify(Detail).includes("null")) return undefined;
  return object({
    detail: call("sfn.TaskInput.fromObject", json(Detail)),
    detailType: json(DetailType),
    source: json(Source),
  });
}
