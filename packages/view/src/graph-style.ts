import { colorRules, PALETTE, shapeRules, type Theme } from "@stepbook/graph";

const ROOT = ".sb-view";

const variables = (theme: Theme): string =>
  Object.entries(PALETTE)
    .map(([name, color]) => `--sb-${name}: ${color[theme]};`)
    .join(" ");

/** The colors of the status that an element outside of the graph shows. */
const statusRules = Object.keys(PALETTE)
  .filter((name) => Object.hasOwn(PALETTE, `${name}-tint`))
  .map(
    (name) =>
      `${ROOT} [data-status="${name}"] { --sb-status: var(--sb-${name}); --sb-status-tint: var(--sb-${name}-tint); }\n`,
  )
  .join("");

/**
 * The palette as variables, and the rules of a drawing on them: those of static drawings. JupyterLab says whether its
 * theme is light; on other pages the reader's system does.
 */
export const graphStyle = (): string => `\
${ROOT} { ${variables("light")} }
@media (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) ${ROOT} { ${variables("dark")} } }
body[data-jp-theme-light="false"] ${ROOT} { ${variables("dark")} }
${statusRules}${shapeRules(`${ROOT} .sb-frame`)}${colorRules(ROOT, (name) => `var(--sb-${name})`)}`;
