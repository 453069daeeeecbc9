import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { isJsonObject, type Json } from "@stepbook/asl";
import { unzipped } from "./csv";
import { addressOf, inPages, type ReadObject, readFailed } from "./object";

const parsed = (text: string, where: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw readFailed(`Unable to parse ${where} as JSON: ${(error as Error).message}`);
  }
};

/** The value that a JSON pointer leads to. @see https://www.rfc-editor.org/rfc/rfc6901 */
const pointedTo = (whole: Json, pointer: string): Json => {
  const keys = pointer.split("/").slice(1);
  let value: Json | undefined = whole;
  for (const key of keys.map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))) {
    const below: Json | undefined = value;
    value = undefined;
    if (Array.isArray(below)) value = /^\d+$/.test(key) ? (below as readonly Json[])[Number(key)] : undefined;
    else if (isJsonObject(below) && Object.hasOwn(below, key)) value = below[key];
    if (value === undefined)
      throw readFailed(`The ItemsPointer ${JSON.stringify(pointer)} leads to nothing in the data.`);
  }
  return value;
};

/** A JSON file that holds a list, or an object whose members are the items. */
export const readJson: ReadObject = async function* ({ bucket, key, file, config }) {
  const text = (await buffer(file.stream())).toString().replace(/^\ufeff/, "");
  const whole = parsed(text, addressOf(bucket, key));
  const value = config.ItemsPointer === undefined ? whole : pointedTo(whole, config.ItemsPointer);
  const source = addressOf(bucket, key);
  if (Array.isArray(value)) yield { items: value, source };
  else if (isJsonObject(value)) yield { items: Object.values(value), keys: Object.keys(value), source };
  else throw readFailed("Attempting to map over non-iterable node.");
};

/** A file of a JSON text a line. */
export const readJsonLines: ReadObject = ({ bucket, key, file }) => {
  const source = addressOf(bucket, key);
  return inPages(
    (async function* () {
      const input = unzipped(file.stream(), key);
      let number = 0;
      try {
        for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
          number += 1;
          const text = number === 1 ? line.replace(/^\ufeff/, "") : line;
          if (text.trim() !== "") yield parsed(text, `line ${number} of ${source}`);
        }
      } finally {
        input.destroy();
      }
    })(),
    source,
  );
};
