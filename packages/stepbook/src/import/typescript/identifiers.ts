/** Words that no const can be named, and globals that it had better not hide. */
const reserved =
  "arguments as async await break case catch class const continue debugger default delete do else enum eval export " +
  "extends false finally for from function get if implements import in instanceof interface let new null of package " +
  "private protected public return set static super switch this throw true try type typeof undefined var void while " +
  "with yield any boolean never number object string symbol unknown exports module require console process globalThis " +
  "Array Boolean Date Error Function Infinity JSON Map Math NaN Number Object Promise Set String Symbol result item";

/** Names for the consts of a source: each is an identifier, and none is that of another or of what is imported. */
export class Identifiers {
  readonly #taken: Set<string>;

  constructor(imports: Iterable<string>) {
    this.#taken = new Set([...reserved.split(" "), ...imports]);
  }

  /** An identifier after what a person named something: `"Is it ready?"` is `isItReady`. */
  of(text: string, otherwise: string): string {
    const words = text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f'’]/g, "")
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== "");
    const joined = words
      .map((word) =>
        /^[A-Z0-9]+$/.test(word) && /[A-Z]/.test(word) && words.length > 1
          ? word[0] + word.slice(1).toLowerCase()
          : word,
      )
      .map((word, index) => (index === 0 ? lowerFirst(word) : word.charAt(0).toUpperCase() + word.slice(1)))
      .join("")
      .slice(0, 40);
    return this.#free(/^[A-Za-z]/.test(joined) ? joined : `${otherwise}${joined}`, otherwise);
  }

  #free(wanted: string, suffix: string): string {
    const first = this.#taken.has(wanted) ? wanted + suffix.charAt(0).toUpperCase() + suffix.slice(1) : wanted;
    let free = first;
    for (let number = 2; this.#taken.has(free); number++) free = `${first}${number}`;
    this.#taken.add(free);
    return free;
  }
}

/** `SubmitJob` is `submitJob`, `ID` is `id`. */
function lowerFirst(word: string): string {
  return /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}
