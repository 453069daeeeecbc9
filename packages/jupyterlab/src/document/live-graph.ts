import type { TranslationBundle } from "@jupyterlab/translation";
import type { IDisposable } from "@lumino/disposable";
import { createView } from "@stepbook/graph";
import { type Page, placeView } from "../page";
import { type Finding, type Place, readDefinitionText } from "./definition-text";
import { createFindings } from "./findings";

/** A text that changes: what a document's model is to the graph. */
export interface Source {
  readonly name: string;
  readonly language: "json" | "yaml";
  text(): string;
  /** Moves the cursor to a place in the text, where it is open; with the focus, if it is wanted there. */
  reveal(place: Place, withFocus: boolean): void;
}

export interface LiveGraph extends IDisposable {
  /** Reads the text anew. */
  refresh(): void;
  resize(): void;
}

/**
 * A definition as a graph, and below it what is wrong with it. Zoom, selection and the last good drawing stay while the
 * text is being written.
 */
export const createLiveGraph = async (
  node: HTMLElement,
  page: Page,
  source: Source,
  trans: TranslationBundle,
): Promise<LiveGraph> => {
  const broken = document.createElement("p");
  broken.className = "jp-StepbookDocument-broken";
  broken.setAttribute("role", "alert");
  broken.hidden = true;
  const graph = document.createElement("div");
  graph.className = "jp-StepbookView jp-StepbookDocument-graph";
  const findings = createFindings(trans, ({ place, state }) => {
    if (state !== undefined) placed.handle.show(state);
    source.reveal(place, true);
  });
  node.append(broken, graph, findings.element);
  let read = readDefinitionText(source.text(), source.language);
  let revision = 0;
  let drawn = "";
  let isDisposed = false;
  const placed = await placeView(page, graph, {
    fill: true,
    onSelect: (state) => {
      const place = read.placeOf(state);
      if (place) source.reveal(place, false);
    },
  });

  const refresh = (): void => {
    read = readDefinitionText(source.text(), source.language);
    findings.show(read.findings);
    broken.hidden = read.definition !== undefined;
    graph.hidden = read.definition === undefined && drawn === "";
    if (!read.definition) {
      broken.textContent = brokenText(read.fault, drawn !== "", trans);
      return;
    }
    const text = JSON.stringify(read.definition);
    if (text === drawn) return;
    drawn = text;
    revision += 1;
    placed.handle.update(
      createView({ definition: read.definition, name: source.name, direction: "down", rev: revision, now: Date.now() }),
    );
  };
  refresh();
  return {
    refresh,
    resize: () => placed.handle.resize(),
    get isDisposed() {
      return isDisposed;
    },
    dispose: () => {
      if (isDisposed) return;
      isDisposed = true;
      placed.dispose();
      node.replaceChildren();
    },
  };
};

const brokenText = (fault: Finding | undefined, isDrawn: boolean, trans: TranslationBundle): string => {
  if (!fault && isDrawn)
    return trans.__(
      "The graph is that of the text before: now the text is no definition, which has StartAt and States.",
    );
  if (!fault) return trans.__("This is no definition yet. A definition is an object with StartAt and States.");
  const { message, place } = fault;
  const where = trans.__("Line %1, column %2", place.line + 1, place.column + 1);
  const what = isDrawn ? trans.__("The graph is that of the text before.") : trans.__("There is no graph yet.");
  return `${what} ${where}: ${message}`;
};
