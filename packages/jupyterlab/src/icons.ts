import { LabIcon } from "@jupyterlab/ui-components";

/** An icon as commands and tabs take it: that of JupyterLab leaves open whether it can be taken away again. */
export type Icon = LabIcon & { readonly unrender: NonNullable<LabIcon["unrender"]> };

/** Two states and the way between them. */
export const workflowIcon = new LabIcon({
  name: "stepbook:workflow",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16"><g class="jp-icon3" fill="none" stroke="#616161" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"><rect x="1.7" y="1.7" width="7" height="4.6" rx="1.4"/><rect x="7.3" y="9.7" width="7" height="4.6" rx="1.4"/><path d="M5.2 6.3V12h2.1M5.7 10.6 7.3 12l-1.6 1.4"/></g></svg>`,
}) as Icon;

/** The same in color, as large as the launcher shows it. */
export const notebookIcon = new LabIcon({
  name: "stepbook:notebook",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="52" viewBox="0 0 52 52"><g fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><rect x="6" y="7" width="23" height="15" rx="4" stroke="#1a7f37"/><rect x="23" y="30" width="23" height="15" rx="4" stroke="#0b62d6"/><path d="M17 22v15.500h6M18.500 33l4.500 4.500-4.500 4.500" stroke="#858f9b"/></g></svg>`,
}) as Icon;
