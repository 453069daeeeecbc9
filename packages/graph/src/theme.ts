import type { StateStatus } from "@stepbook/asl";
import { FONT_FAMILY } from "./measure";

export type Theme = "light" | "dark";

/** Every color of the view, as the name of a CSS variable without its `--sb-`. */
export const PALETTE = {
  page: { light: "#ffffff", dark: "#111418" },
  panel: { light: "#f6f8fa", dark: "#171b21" },
  border: { light: "#d5dae0", dark: "#2b323a" },
  dot: { light: "#d9dee4", dark: "#262c34" },
  text: { light: "#1b1f24", dark: "#e8edf2" },
  muted: { light: "#57606a", dark: "#9fabb8" },
  edge: { light: "#858f9b", dark: "#6d7986" },
  way: { light: "#2d3540", dark: "#d3dae2" },
  outline: { light: "#87919d", dark: "#66717e" },
  box: { light: "#ffffff", dark: "#1b2027" },
  cluster: { light: "#f7f9fb", dark: "#161a20" },
  queued: { light: "#afb8c1", dark: "#4a545f" },
  succeeded: { light: "#1a7f37", dark: "#4cc38a" },
  "succeeded-tint": { light: "#edf8f0", dark: "#14271d" },
  running: { light: "#0b62d6", dark: "#6cb2ff" },
  "running-tint": { light: "#e8f1fe", dark: "#12243b" },
  failed: { light: "#c9252d", dark: "#ff8b86" },
  "failed-tint": { light: "#fdeced", dark: "#351a1c" },
  caught: { light: "#985a00", dark: "#f0b64a" },
  "caught-tint": { light: "#fff5e0", dark: "#32260f" },
  aborted: { light: "#5b6470", dark: "#a3adb8" },
  "aborted-tint": { light: "#eef0f2", dark: "#23282f" },
  timedOut: { light: "#7a3ec8", dark: "#c7a3ff" },
  "timedOut-tint": { light: "#f5effd", dark: "#291f3a" },
} as const satisfies Readonly<Record<string, Readonly<Record<Theme, string>>>>;

export type ColorName = keyof typeof PALETTE;

const COLORED = [
  "succeeded",
  "running",
  "failed",
  "caught",
  "aborted",
  "timedOut",
] as const satisfies readonly StateStatus[];

/** The rules of a drawing without its colors, for elements below `root`. */
export const shapeRules = (root: string): string => `\
${root} { font-family: ${FONT_FAMILY}; font-size: 13px; }
${root} text { white-space: pre; }
${root} .sb-name { font-weight: 700; }
${root} .sb-caption, ${root} .sb-time, ${root} .sb-label text, ${root} .sb-badge text { font-size: 11px; }
${root} .sb-time { text-anchor: end; font-variant-numeric: tabular-nums; }
${root} .sb-badge text { font-weight: 700; text-anchor: middle; }
${root} .sb-label[data-kind="default"] text { font-style: italic; }
${root} .sb-icon { fill: none; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
${root} .sb-glyph { fill-rule: evenodd; }
${root} .sb-box { stroke-width: 1.3; }
${root} .sb-stroke { fill: none; stroke-width: 1.4; stroke-linejoin: round; }
${root} .sb-way > .sb-stroke { stroke-width: 2.2; }
${root} .sb-halo { fill: none; stroke-width: 3; }
${root} [data-kind="catch"] > .sb-stroke { stroke-dasharray: 5 3.5; }
${root} .sb-separator { stroke-width: 1.2; stroke-dasharray: 1.5 4; stroke-linecap: round; }
${root} [data-status="notTaken"] { opacity: 0.62; }
${root} [data-status="notTaken"] > .sb-box { stroke-dasharray: 4 3; }
${COLORED.map((status) => `${root} [data-status="${status}"] > .sb-box { stroke-width: 1.8; }`).join("\n")}
${root} .sb-keeper > .sb-box { stroke-width: 1; stroke-dasharray: 2 2.5; }
${root} .sb-keeper > .sb-name { font-size: 11px; font-weight: 400; }
`;

/** The rules of a drawing's colors. `color` gives what stands for a color: a literal, or a variable. */
export const colorRules = (root: string, color: (name: ColorName) => string): string => `\
${root} .sb-page { fill: ${color("page")}; }
${root} text { fill: ${color("text")}; }
${root} .sb-caption, ${root} .sb-keeper > .sb-name, ${root} .sb-badge text { fill: ${color("muted")}; }
${root} .sb-icon { stroke: ${color("muted")}; }
${root} .sb-glyph { fill: ${color("muted")}; }
${root} .sb-box { fill: ${color("box")}; stroke: ${color("outline")}; }
${root} .sb-cluster > .sb-box, ${root} .sb-deck { fill: ${color("cluster")}; }
${root} .sb-deck { stroke: ${color("outline")}; }
${root} .sb-band { fill: none; }
${root} .sb-stripe { fill: none; }
${root} .sb-separator { stroke: ${color("outline")}; }
${root} .sb-start { fill: ${color("edge")}; }
${root} .sb-edge > .sb-stroke { stroke: ${color("edge")}; }
${root} .sb-edge > .sb-head { fill: ${color("edge")}; }
${root} .sb-way > .sb-stroke { stroke: ${color("way")}; }
${root} .sb-way > .sb-head { fill: ${color("way")}; }
${root} .sb-halo { stroke: ${color("page")}; }
${root} [data-kind="catch"] > .sb-stroke { stroke: ${color("caught")}; }
${root} [data-kind="catch"] > .sb-head { fill: ${color("caught")}; }
${root} .sb-label rect { fill: ${color("page")}; stroke: ${color("border")}; }
${root} .sb-label[data-kind="catch"] rect { fill: ${color("caught-tint")}; stroke: ${color("caught")}; }
${root} .sb-label[data-kind="catch"] text { fill: ${color("caught")}; }
${root} .sb-label[data-kind="catch"] .sb-mark { fill: ${color("caught")}; }
${root} .sb-badge rect { fill: ${color("box")}; stroke: ${color("outline")}; }
${root} .sb-badge .sb-icon { stroke: ${color("text")}; }
${root} .sb-badge text { fill: ${color("text")}; }
${root} .sb-count[data-of="queued"] { fill: ${color("queued")}; }
${COLORED.map((status) => statusRules(root, status, color)).join("")}`;

const statusRules = (root: string, status: (typeof COLORED)[number], color: (name: ColorName) => string): string => {
  const strong = color(status);
  const tint = color(`${status}-tint`);
  const at = `${root} [data-status="${status}"]`;
  return `\
${at} > .sb-box { fill: ${tint}; stroke: ${strong}; }
${at}.sb-cluster > .sb-box { fill: ${color("cluster")}; }
${at} > .sb-band { fill: ${tint}; }
${at} > .sb-deck { stroke: ${strong}; }
${at} > .sb-stripe, ${at} .sb-glyph, ${root} .sb-count[data-of="${status}"] { fill: ${strong}; }
${at} > .sb-icon { stroke: ${strong}; }
${at} > .sb-many rect { fill: ${strong}; stroke: ${strong}; }
${at} > .sb-many text { fill: ${color("page")}; }
`;
};

/** The style of a drawing that stands alone: one theme, or the one that the reader prefers. */
export const standaloneStyle = (root: string, theme: Theme | "auto"): string => {
  const colors = (one: Theme) => colorRules(root, (name) => PALETTE[name][one]);
  if (theme !== "auto") return shapeRules(root) + colors(theme);
  return `${shapeRules(root)}${colors("light")}@media (prefers-color-scheme: dark) {\n${colors("dark")}}\n`;
};
