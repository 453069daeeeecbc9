import { colorRules, PALETTE, shapeRules, type Theme } from "@stepbook/graph";

const ROOT = ".sb-view";

const variables = (theme: Theme): string =>
  Object.entries(PALETTE)
    .map(([name, color]) => `--sb-${name}: ${color[theme]};`)
    .join(" ");

/**
 * The palette as variables, and the rules of a drawing on them: those of static drawings. JupyterLab says whether its
 * theme is light; on other pages the reader's system does.
 */
export const graphStyle = (): string => `\
${ROOT} { ${variables("light")} }
@media (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) ${ROOT} { ${variables("dark")} } }
body[data-jp-theme-light="false"] ${ROOT} { ${variables("dark")} }
${shapeRules(`${ROOT} .sb-frame`)}${colorRules(ROOT, (name) => `var(--sb-${name})`)}`;
