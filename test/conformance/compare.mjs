/** Recorded words that stand for whatever value was there. */
const anything = new Set(
  (
    "timestamp datetime date snf_role_arn sfn_role_arn RequestId X-Amzn-Trace-Id x-amz-crc32 x-amzn-RequestId " +
    "x-amzn-requestid json-input bucket-name file-key LogResult task_token start-time entered-time"
  ).split(" "),
);
const placeholder = /<[A-Za-z][A-Za-z0-9_: -]*>/;

/** The words of a case that stand for any value. */
export const wildcardsOf = ({ masks = [], placeholders = {} }) =>
  new Set([...anything, ...masks.map(({ replacement }) => replacement), ...Object.keys(placeholders)]);

/**
 * Whether a value is what was recorded. JSON in a text counts as its value, since the recordings have it so.
 *
 * @param {unknown} expected
 * @param {unknown} actual
 * @param {ReadonlySet<string>} any words that stand for any value
 * @returns {boolean}
 */
export const same = (expected, actual, any) => {
  if (typeof expected === "string" && (placeholder.test(expected) || any.has(expected))) return true;
  if (expected !== null && typeof expected === "object") {
    const found = typeof actual === "string" ? parsed(actual) : actual;
    if (found === null || typeof found !== "object" || Array.isArray(expected) !== Array.isArray(found)) return false;
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(found).length &&
      keys.every((key) => Object.hasOwn(found, key) && same(expected[key], found[key], any))
    );
  }
  if (typeof expected === "string" && typeof actual === "string" && /^[[{"]/.test(expected)) {
    const [one, other] = [parsed(expected), parsed(actual)];
    return expected === actual || (one !== expected && same(one, other, any));
  }
  return expected === actual;
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A value as JSON has it: no undefined, dates as texts. */
export const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** Two values in one line, to see where they differ. */
export const shown = (expected, actual) => `recorded ${short(expected)}, here ${short(actual)}`;

const short = (value) => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 700 ? `${text.slice(0, 700)}…` : text;
};
