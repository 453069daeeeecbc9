import { type Digit, side } from "../data/digits";

const style = "display: inline-block; margin: 2px; image-rendering: pixelated; border: 1px solid #8888";

/** A digit as a picture for HTML: black ink on white paper, in the format BMP, which needs no library. */
export function picture({ pixels, label }: Digit, width = 42): string {
  const head = Buffer.alloc(54 + 4 * 256);
  head.write("BM");
  head.writeUInt32LE(head.length + pixels.length, 2);
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(side, 18);
  head.writeInt32LE(-side, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  for (let ink = 0; ink < 256; ink++) head.writeUInt32LE(0x010101 * (255 - ink), 54 + 4 * ink);
  const data = Buffer.concat([head, pixels]).toString("base64");
  return `<img src="data:image/bmp;base64,${data}" width="${width}" height="${width}" alt="a handwritten ${label}" style="${style}">`;
}
