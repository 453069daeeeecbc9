import type { Json, StateMachine } from "@stepbook/asl";
import type * as Yaml from "yaml";

/** A text that no parser, of YAML 1.1 or 1.2, takes for anything but itself where it stands without quotes. */
const plain = /^[\p{L}$_/][\p{L}\p{N}\p{M} $_./:()[\]*@+=-]*$/u;
const mistakable = /: |[ :-]$|^(true|false|yes|no|on|off|null|y|n)$/i;
/** What reads the same for every parser without an escape, on one line. */
const printable = /^[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\u{10000}-\u{1fffd}]*$/u;
/** What must be escaped, and what JSON leaves as it is. It stands in double quotes alone. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * A definition as YAML that parsers of YAML 1.1 and of 1.2 read back as the same. Texts of several lines are blocks;
 * what could be taken for a number, a time or a truth value stands in quotes.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function yamlOf(definition: StateMachine | Json): string {
  // Only those who write YAML wait for the library.
  const { Document, visit } = require("yaml") as typeof Yaml;
  const document = new Document(definition, {
    aliasDuplicateObjects: false,
    customTags: (tags) => [exponential, ...tags],
  });
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value === "string") node.type = styleOf(node.value, key === "key");
    },
  });
  return document
    .toString({ lineWidth: 0 })
    .replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function styleOf(text: string, isKey: boolean): Yaml.Scalar.Type {
  if (plain.test(text) && !mistakable.test(text)) return "PLAIN";
  if (!isKey && isBlock(text)) return "BLOCK_LITERAL";
  return /["\\]/.test(text) && printable.test(text) ? "QUOTE_SINGLE" : "QUOTE_DOUBLE";
}

/** Several lines, none of which would lose or gain a space. */
function isBlock(text: string): boolean {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    lines.length > 1 &&
    !/^\s|^$/.test(lines[0]!) &&
    lines.at(-1) !== "" &&
    lines.every((line) => printable.test(line) && !line.endsWith(" "))
  );
}

/** To YAML 1.1, a number with an exponent has a point, too. */
const exponential: Yaml.ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => typeof value === "number" && /^-?\de/.test(String(value)),
  test: /^(?!)/,
  resolve: (text) => text,
  stringify: ({ value }) => String(value).replace("e", ".0e"),
};
