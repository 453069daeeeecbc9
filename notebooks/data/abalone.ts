import { chance, normal } from "./chance";
import { readPublicFile } from "./files";

/** Nash et al., 1995: the Population Biology of Abalone; UCI Machine Learning Repository, CC BY 4.0. */
const file = {
  name: "abalone.csv",
  url: "https://archive.ics.uci.edu/ml/machine-learning-databases/abalone/abalone.data",
  hash: ["sha256", "de37cdcdcaaa50c309d514f248f7c2302a5f1f88c168905eba23fe2fbc78449f"],
} as const;

/**
 * The columns of a row: what is to be predicted comes first, as SageMaker's XGBoost wants it. The
 * last four are weights: of the whole animal, and of its parts.
 */
export const columns = [
  "rings",
  "female",
  "male",
  "length",
  "diameter",
  "height",
  "whole",
  "shucked",
  "viscera",
  "shell",
];

/** 4,177 abalones, a row of numbers each, and where they come from. */
export async function loadAbalone(): Promise<{ readonly rows: number[][]; readonly from: string }> {
  const found = await readPublicFile(file);
  if (!found.bytes) return { rows: invented(4177, 1), from: `INVENTED numbers, not measured ones: ${found.from}` };
  const rows = found.bytes
    .toString()
    .trim()
    .split("\n")
    .map((line) => {
      const [sex, ...cells] = line.split(",");
      const numbers = cells.map(Number);
      return [numbers.pop(), sex === "F" ? 1 : 0, sex === "M" ? 1 : 0, ...numbers];
    });
  return { rows, from: found.from };
}

/** Abalones that never lived: sizes that grow with age, and some scatter. */
function invented(count: number, seed: number): number[][] {
  const random = chance(seed);
  const about = (value: number, share: number) => Math.max(0.001, value * (1 + share * normal(random)));
  return Array.from({ length: count }, () => {
    const rings = Math.round(Math.min(29, Math.max(1, 10 + 3.2 * normal(random))));
    const grown = random() < rings / 14;
    const female = grown && random() < 0.46;
    const length = about(0.75 * (1 - Math.exp(-rings / 8)), 0.08);
    const whole = about(3.9 * length ** 3, 0.1);
    return [
      ...[rings, female ? 1 : 0, grown && !female ? 1 : 0],
      ...[length, about(0.78 * length, 0.03), about(0.27 * length, 0.1), whole],
      ...[about(0.43 * whole, 0.1), about(0.22 * whole, 0.1), about(0.2 * whole + 0.008 * rings, 0.1)],
    ].map((value) => Number(value.toFixed(4)));
  });
}
