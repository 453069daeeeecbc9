/** A number of DynamoDB: up to 38 digits, kept as it was written in the decimal system. */
interface Decimal {
  readonly digits: bigint;
  /** The power of ten that the digits are multiplied by. */
  readonly exponent: number;
}

const mostDigits = 38;
const written = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const bare = /^([+-]?)\.(\d+)(?:e([+-]?\d+))?$/i;

const decimalOf = (text: string): Decimal | undefined => {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    written.exec(text) ?? written.exec(text.replace(bare, "$10.$2e$3").replace(/e$/, "")) ?? [];
  if (whole === "") return undefined;
  return normal({
    digits: BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n),
    exponent: Number(power) - fraction.length,
  });
};

/** Without zeros at the end. */
const normal = ({ digits, exponent }: Decimal): Decimal => {
  if (digits === 0n) return { digits, exponent: 0 };
  let [rest, power] = [digits, exponent];
  while (rest % 10n === 0n) {
    rest /= 10n;
    power += 1;
  }
  return { digits: rest, exponent: power };
};

/** Both with the same exponent. */
const aligned = (one: Decimal, other: Decimal): readonly [bigint, bigint, number] => {
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = (each: Decimal): bigint => each.digits * 10n ** BigInt(each.exponent - exponent);
  return [scaled(one), scaled(other), exponent];
};

const sizeOf = ({ digits, exponent }: Decimal): number => exponent + digits.toString().replace("-", "").length;

const textOf = ({ digits, exponent }: Decimal): string => {
  if (exponent >= 0) return `${digits}${"0".repeat(exponent)}`;
  const sign = digits < 0n ? "-" : "";
  const text = digits
    .toString()
    .replace("-", "")
    .padStart(1 - exponent, "0");
  return `${sign}${text.slice(0, exponent)}.${text.slice(exponent)}`;
};

/** The one way to write a number, or undefined where DynamoDB has no such number. */
export const normalNumber = (text: string): string | undefined => {
  const decimal = decimalOf(text);
  if (!decimal || decimal.digits.toString().replace("-", "").length > mostDigits) return undefined;
  const size = sizeOf(decimal);
  return decimal.digits !== 0n && (size > 126 || size < -129) ? undefined : textOf(decimal);
};

/** The sum of two numbers, each as {@link normalNumber} writes it. */
export const sum = (one: string, other: string): string => {
  const [a, b, exponent] = aligned(decimalOf(one)!, decimalOf(other)!);
  return textOf(normal({ digits: a + b, exponent }));
};

export const negated = (text: string): string => sum("0", text.startsWith("-") ? text.slice(1) : `-${text}`);

/** Below 0 where the first is smaller. */
export const compareNumbers = (one: string, other: string): number => {
  const [a, b] = aligned(decimalOf(one)!, decimalOf(other)!);
  return a < b ? -1 : a > b ? 1 : 0;
};
