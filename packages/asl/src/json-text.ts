import type { KeyPath } from "./paths";

/** An object or a list of a text, as far as it has been read. */
interface Open {
  readonly kind: "object" | "list";
  readonly names: Set<string>;
  /** The member or item that is being read. */
  key: string | number;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

/**
 * The place of the first member of a JSON text that has the name of another in the same object: a parser takes the last
 * of them and drops the others without a word. The text is such that `JSON.parse` takes it.
 *
 * @example
 * repeatedKey('{"States": {"A": 1, "A": 2}}') // ["States", "A"]
 */
export const repeatedKey = (text: string): KeyPath | undefined => {
  const open: Open[] = [];
  let before = "";
  for (const [part] of text.matchAll(token)) {
    const here = open.at(-1);
    if (part === "{") open.push({ kind: "object", names: new Set(), key: "" });
    else if (part === "[") open.push({ kind: "list", names: new Set(), key: 0 });
    else if (part === "}" || part === "]") open.pop();
    else if (part === "," && typeof here?.key === "number") here.key += 1;
    else if (here?.kind === "object" && (before === "{" || before === ",")) {
      here.key = JSON.parse(part) as string;
      if (here.names.has(here.key)) return open.map(({ key }) => key);
      here.names.add(here.key);
    }
    before = part;
  }
  return undefined;
};
