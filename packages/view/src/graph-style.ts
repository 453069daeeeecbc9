import { colorRules, PALETTE, shapeRules, type Theme } from "@stepbook/graph";

const ROOT = ".sb-view";

const variables = (theme: Theme): string =>
  Object.entries(PALETTE)
    .map(([name, color]) => `--sb-${name}: ${color[theme]};`)
    .join(" ");

/** The colors of the status that an element outside of the graph shows. */
const statusRules = (root: string): string =>
  Object.keys(PALETTE)
    .filter((name) => Object.hasOwn(PALETTE, `${name}-tint`))
    .map(
      (name) =>
        `${root} [data-status="${name}"] { --sb-status: var(--sb-${name}); --sb-status-tint: var(--sb-${name}-tint); }\n`,
    )
    .join("");

/**
 * The palette as variables. JupyterLab says whether its theme is light; on other pages the reader's system does.
 */
export const paletteRules = (root: string): string => `\
${root} { ${variables("light")} }
@media (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) ${root} { ${variables("dark")} } }
body[data-jp-theme-light="false"] ${root} { ${variables("dark")} }
${statusRules(root)}`;

/** The rules of what a live drawing adds: from far, what was searched for, the sign that collapses. */
const liveRules = `\
${ROOT} .sb-far path { vector-effect: non-scaling-stroke; stroke-width: 1; }
${ROOT} .sb-far-edges { fill: none; stroke: var(--sb-edge); }
${ROOT} .sb-far-clusters { fill: var(--sb-cluster); stroke: var(--sb-outline); }
${ROOT} .sb-far-states { fill: color-mix(in srgb, var(--sb-status, var(--sb-box)) 82%, var(--sb-page)); stroke: var(--sb-status, var(--sb-outline)); }
${ROOT} .sb-frame .sb-far [data-status="notTaken"] { stroke-dasharray: 3 2; }
${ROOT} .sb-minimap .sb-far-states { fill: color-mix(in srgb, var(--sb-status, var(--sb-outline)) 30%, var(--sb-page)); }
${ROOT} .sb-from-far :is(text, .sb-icon, .sb-label, .sb-badge, .sb-glyph) { display: none; }
${ROOT} .sb-from-far .sb-state:not(.sb-cluster) > .sb-box { fill: color-mix(in srgb, var(--sb-status, var(--sb-box)) 82%, var(--sb-page)); }
${ROOT} .sb-from-far :is(.sb-box, .sb-stroke) { vector-effect: non-scaling-stroke; }
${ROOT} .sb-fold { pointer-events: all; cursor: pointer; }
${ROOT} .sb-fold:hover > rect { fill: color-mix(in srgb, var(--sb-text) 10%, transparent); rx: 5px; }
${ROOT} .sb-far-marked { fill: none; stroke: var(--sb-caught); }
${ROOT} .sb-far .sb-far-marked { stroke-width: 2.5; }
${ROOT} .sb-marking :is(.sb-state, .sb-far > :not(.sb-far-marked)) { opacity: 0.35; }
${ROOT} .sb-marking .sb-state.sb-marked { opacity: 1; }
${ROOT} .sb-marking .sb-cluster { opacity: 0.7; }
${ROOT} .sb-marked > .sb-box { stroke: var(--sb-caught); stroke-width: 2.6; }
${ROOT} .sb-follow[aria-pressed="true"] { border-color: var(--sb-running); color: var(--sb-running); }
`;

/** The palette, and the rules of a drawing on it: those of static drawings. */
export const graphStyle = (): string => `\
${paletteRules(ROOT)}${shapeRules(`${ROOT} .sb-frame`)}${colorRules(ROOT, (name) => `var(--sb-${name})`)}${liveRules}`;
