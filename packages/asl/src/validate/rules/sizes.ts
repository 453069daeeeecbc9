import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";

/**
 * The most characters of a definition, and the most bytes of what a state takes or gives.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const longest = { definition: 1_048_576, payload: 262_144 };

/** The fields whose value goes on as it stands, or nearly so. */
const payloads = ["Result", "Parameters", "Arguments", "Output", "ResultSelector", "ItemSelector", "Items"];

/** A definition is one that AWS takes, and what it holds as data may flow from state to state. */
export const sizes: Rule = function* ({ machine, states }) {
  const { length } = JSON.stringify(machine);
  if (length > longest.definition)
    yield { code: "TOO_LARGE", keys: [], data: { length, most: longest.definition, what: "A definition" } };
  // Less than this in all holds no such payload.
  if (length * 3 <= longest.payload) return;
  for (const { fields, keys } of states) {
    for (const field of payloads) yield* payload(fields[field] ?? null, [...keys, field]);
    for (const [name, value] of Object.entries(isJsonObject(fields.Assign) ? fields.Assign : {}))
      yield* payload(value, [...keys, "Assign", name]);
  }
};

function* payload(value: Json, keys: KeyPath): Iterable<Finding> {
  const text = JSON.stringify(value);
  if (text.length * 3 <= longest.payload) return;
  const bytes = bytesOf(text);
  if (bytes > longest.payload)
    yield { code: "PAYLOAD_TOO_LARGE", keys, data: { field: String(keys.at(-1)), bytes, most: longest.payload } };
}

/** How long a text is in UTF-8. Both halves of a surrogate pair count two. */
const bytesOf = (text: string): number => {
  let bytes = text.length;
  for (const [wide] of text.matchAll(/[\u0080-\uffff]/g)) {
    const code = wide.charCodeAt(0);
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
};
