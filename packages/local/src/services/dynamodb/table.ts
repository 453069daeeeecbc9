import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../../service-error";
import { type Attribute, type AttributeType, checkItem, contentOf, type Item, invalid, typeOf } from "./attribute";

/** The key attributes of a table, first the partition key, with their types. */
export type TableKeys = Readonly<Record<string, "S" | "N" | "B">>;

/** A table in memory. */
export class Table {
  readonly #items = new Map<string, Item>();
  readonly #keys: readonly (readonly [string, AttributeType])[];

  constructor(readonly keys: TableKeys) {
    this.#keys = Object.entries(keys);
    if (this.#keys.length < 1 || this.#keys.length > 2)
      throw new TypeError(
        `a table has a partition key, and perhaps a sort key: { id: "S" }, not ${JSON.stringify(keys)}`,
      );
  }

  /** The key of a request, which has the key attributes and nothing else. */
  keyOf(given: Json | undefined): string {
    if (given === undefined || given === null) throw required("key");
    const key = checkItem(isJsonObject(given) ? given : {});
    const fits = this.#keys.every(([name, type]) => {
      const attribute = key[name];
      return attribute !== undefined && typeOf(attribute) === type;
    });
    if (!fits || Object.keys(key).length !== this.#keys.length)
      throw invalid("The provided key element does not match the schema");
    return this.#textOf(key);
  }

  /** The key that is in an item. */
  keyIn(item: Item): string {
    for (const [name, type] of this.#keys) {
      const attribute = item[name];
      if (!attribute) throw wrong(`Missing the key ${name} in the item`);
      if (typeOf(attribute) !== type)
        throw wrong(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(attribute)}`);
      if (contentOf(attribute) === "")
        throw wrong(`The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
    }
    return this.#textOf(item);
  }

  isKey(name: string | number | undefined): boolean {
    return this.#keys.some(([key]) => key === name);
  }

  /** The key attributes of a request as an item. */
  keyItem(given: Json | undefined): Item {
    return checkItem(isJsonObject(given) ? given : {});
  }

  get(key: string): Item | undefined {
    return this.#items.get(key);
  }

  put(key: string, item: Item): void {
    this.#items.set(key, item);
  }

  delete(key: string): void {
    this.#items.delete(key);
  }

  #textOf(item: Item): string {
    return JSON.stringify(this.#keys.map(([name]) => contentOf(item[name] as Attribute)));
  }
}

const wrong = (reason: string): Error => invalid(`One or more parameter values were invalid: ${reason}`);

/** A member of the request that is not there. */
export const required = (name: string): LocalServiceError =>
  invalid(`1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`);

const tableName = /^[a-zA-Z0-9_.-]+$/;

/** The tables, by name. */
export class Tables {
  readonly #tables: Map<string, Table>;

  constructor(tables: Readonly<Record<string, TableKeys>> = {}) {
    this.#tables = new Map(Object.entries(tables).map(([name, keys]) => [name, new Table(keys)]));
  }

  /** The table of a request: by its name or ARN. */
  find(given: Json | undefined): Table {
    if (given === undefined || given === null) throw required("tableName");
    const name = String(given).replace(/^arn:[\w-]+:dynamodb:[^:]*:\d*:table\//, "");
    if (!tableName.test(name))
      throw invalid(
        `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
      );
    const table = this.#tables.get(name);
    if (table) return table;
    throw new LocalServiceError(
      "ResourceNotFoundException",
      `Requested resource not found: there is no table ${JSON.stringify(name)} here. To have it: local({ tables: { ${JSON.stringify(name)}: { id: "S" } } }), with its own key attributes`,
    );
  }
}
