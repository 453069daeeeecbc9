/** Where a value stands in a document: the keys and indices that lead to it. */
export type KeyPath = readonly (string | number)[];

const plainKey = /^[A-Za-z_$][\w$-]*(\.\$)?$/;

/**
 * A key path as people write it: `States.Train.Retry[0].MaxAttempts`. Names that are not plain words are quoted:
 * `States["Is it done?"].Default`.
 *
 * @example
 * textOfPath(["States", "Both words", "Branches", 0]) // 'States["Both words"].Branches[0]'
 */
export const textOfPath = (path: KeyPath): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : plainKey.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`))
    .join("")
    .replace(/^\./, "");
