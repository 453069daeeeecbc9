import type { StateMachine } from "@stepbook/asl";
import { toSvg, type WorkflowView } from "@stepbook/graph";

/** How many dots a picture has for each of the drawing's, and how many at most in all. */
const DOTS = 2;
const MOST_DOTS = 40_000_000;

/** A name that any system takes for a file. */
export const fileName = (name: string, ending: string): string =>
  `${
    name
      .replace(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^[-.]+|-+$/g, "")
      .slice(0, 80) || "workflow"
  }.${ending}`;

/** Lets the reader keep something as a file. */
export const download = (name: string, content: Blob): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.style.display = "none";
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken it once it has come to rest.
  setTimeout(() => URL.revokeObjectURL(address), 0);
};

/** The static drawing, with the same clusters collapsed as in the view. */
export const svgOf = (view: WorkflowView, collapsed: ReadonlySet<number>): Blob =>
  new Blob([toSvg(view, { collapsed })], { type: "image/svg+xml" });

/** The definition as JSON in lines, as AWS takes it. */
export const aslOf = (definition: StateMachine): string => `${JSON.stringify(definition, undefined, 2)}\n`;

/** The same as dots, in the theme that the page has. */
export const pngOf = async (
  view: WorkflowView,
  theme: "light" | "dark",
  collapsed: ReadonlySet<number>,
): Promise<Blob> => {
  const text = toSvg(view, { theme, collapsed });
  const image = new Image();
  // Not of a blob: some browsers take the canvas then for one of another origin.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(DOTS, Math.sqrt(MOST_DOTS / Math.max(1, image.width * image.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("This browser can't make the picture."))));
  });
};
