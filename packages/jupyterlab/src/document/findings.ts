import type { TranslationBundle } from "@jupyterlab/translation";
import type { Finding } from "./definition-text";

/** So many are shown: who has more mends these first. */
const MOST = 200;

export interface FindingsList {
  readonly element: HTMLElement;
  show(findings: readonly Finding[]): void;
}

/** What is wrong with a definition, each with its place: a click goes there. */
export const createFindings = (trans: TranslationBundle, onOpen: (finding: Finding) => void): FindingsList => {
  const title = document.createElement("p");
  title.className = "jp-StepbookDocument-title";
  title.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "jp-StepbookDocument-list";
  const element = document.createElement("section");
  element.className = "jp-StepbookDocument-findings";
  element.setAttribute("aria-label", trans.__("Findings"));
  element.append(title, list);
  return {
    element,
    show: (findings) => {
      title.textContent = summaryOf(findings, trans);
      list.replaceChildren(...findings.slice(0, MOST).map((finding) => rowOf(finding, trans, onOpen)));
      list.hidden = findings.length === 0;
    },
  };
};

const summaryOf = (findings: readonly Finding[], trans: TranslationBundle): string => {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  if (findings.length === 0) return trans.__("Nothing is wrong with this definition.");
  return [
    ...(errors > 0 ? [trans._n("%1 error", "%1 errors", errors)] : []),
    ...(warnings > 0 ? [trans._n("%1 warning", "%1 warnings", warnings)] : []),
  ].join(", ");
};

const rowOf = (finding: Finding, trans: TranslationBundle, onOpen: (finding: Finding) => void): HTMLElement => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jp-StepbookDocument-finding";
  button.dataset.severity = finding.severity;
  const place = document.createElement("span");
  place.className = "jp-StepbookDocument-place";
  place.textContent = trans.__("Line %1, column %2", finding.place.line + 1, finding.place.column + 1);
  const kind = document.createElement("strong");
  kind.textContent = finding.severity === "error" ? trans.__("Error") : trans.__("Warning");
  const message = document.createElement("span");
  message.textContent = finding.message;
  button.append(kind, place, message);
  button.addEventListener("click", () => onOpen(finding));
  const row = document.createElement("li");
  row.append(button);
  return row;
};
