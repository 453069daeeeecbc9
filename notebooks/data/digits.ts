import { gunzipSync } from "node:zlib";
import { chance } from "./chance";
import { readPublicFile } from "./files";

/** LeCun, Cortes and Burges: the MNIST database of handwritten digits, its 10,000 digits for tests. */
const mnist = "https://ossci-datasets.s3.amazonaws.com/mnist";
const images = {
  name: "t10k-images-idx3-ubyte.gz",
  url: `${mnist}/t10k-images-idx3-ubyte.gz`,
  hash: ["md5", "9fb629c4189551a2d022fa330f9573f3"],
} as const;
const labels = {
  name: "t10k-labels-idx1-ubyte.gz",
  url: `${mnist}/t10k-labels-idx1-ubyte.gz`,
  hash: ["md5", "ec29112dd5afa0611ce80d1b7f02629c"],
} as const;

/** How many pixels a digit is wide and high. */
export const side = 28;

/** A digit: 784 pixels, row by row, from 0 (paper) to 255 (ink), and which it is. */
export interface Digit {
  readonly pixels: Uint8Array;
  readonly label: number;
}

/** 10,000 digits, and where they come from. */
export async function loadDigits(): Promise<{ readonly digits: Digit[]; readonly from: string }> {
  const [pixels, names] = [await readPublicFile(images), await readPublicFile(labels)];
  const missing = [pixels, names].find(({ bytes }) => !bytes);
  if (missing) return { digits: invented(10_000, 1), from: `INVENTED digits, not written ones: ${missing.from}` };
  const [ink, label] = [gunzipSync(pixels.bytes).subarray(16), gunzipSync(names.bytes).subarray(8)];
  const digits = Array.from(label, (label, at) => ({
    pixels: ink.subarray(at * side ** 2, (at + 1) * side ** 2),
    label,
  }));
  return { digits, from: pixels.from };
}

/** Digits as MNIST's files hold them: a head of big-endian numbers, then a byte a pixel, or a byte a label. */
export function idx(digits: readonly Digit[]): { readonly images: Buffer; readonly labels: Buffer } {
  const head = (...numbers: number[]) => {
    const bytes = Buffer.alloc(4 * numbers.length);
    for (const [at, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * at);
    return bytes;
  };
  return {
    images: Buffer.concat([head(0x803, digits.length, side, side), ...digits.map(({ pixels }) => pixels)]),
    labels: Buffer.concat([head(0x801, digits.length), Buffer.from(digits.map(({ label }) => label))]),
  };
}

/** The strokes of the digits, on a grid of 3 by 5 points. */
const strokes = ["02ec0", "31d", "0286ce", "02ec 68", "068 2e", "2068ec", "20ce86", "02d", "02ec0 68", "8602ec"];

/** Digits that nobody wrote: strokes of a pen of chance width, moved, leaning, and with specks. */
function invented(count: number, seed: number): Digit[] {
  const random = chance(seed);
  return Array.from({ length: count }, (_, at) => {
    const label = at % 10;
    const [lean, left, top, width] = [random() * 0.6 - 0.3, 7 + 3 * random(), 3 + 3 * random(), 1.2 + 1.3 * random()];
    const place = (letter: string) => {
      const point = Number.parseInt(letter, 16);
      const [x, y] = [(point % 3) * 6, Math.floor(point / 3) * 5];
      return [left + x + lean * (10 - y), top + y];
    };
    const pixels = new Uint8Array(side ** 2).map(() => (random() < 0.01 ? 90 : 0));
    for (const stroke of strokes[label].split(" "))
      for (let corner = 1; corner < stroke.length; corner++) {
        const [[fromX, fromY], [toX, toY]] = [place(stroke[corner - 1]), place(stroke[corner])];
        for (let part = 0; part <= 1; part += 0.05)
          draw(pixels, fromX + part * (toX - fromX), fromY + part * (toY - fromY), width);
      }
    return { pixels, label };
  });
}

function draw(pixels: Uint8Array, x: number, y: number, width: number): void {
  const reach = Math.ceil(width / 2 + 1);
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(side - 1, Math.ceil(y) + reach); row++)
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(side - 1, Math.ceil(x) + reach);
      column++
    ) {
      const ink = 255 * (1 - Math.max(0, Math.hypot(column - x, row - y) - width / 2));
      if (ink > pixels[row * side + column]) pixels[row * side + column] = Math.min(255, ink);
    }
}
