import mermaid from "mermaid";
import { listsOf } from "./edges.mjs";
import { rendered } from "./frames.mjs";

mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9, maxEdges: 1e6, flowchart: { htmlLabels: false } });

window.bench = {
  prepare: (definition) => {
    const { nodes, edges } = listsOf(definition);
    const lines = (parent) =>
      nodes
        .filter((node) => node.parent === parent)
        .flatMap(({ id, name, cluster }) =>
          cluster ? [`subgraph ${id}["${name}"]`, ...lines(id), "end"] : [`${id}["${name}"]`],
        );
    return [
      "flowchart TB",
      ...lines(undefined),
      ...edges.map(({ from, to, label }) => `${from} -->${label ? `|"${label}"|` : ""} ${to}`),
    ].join("\n");
  },
  firstPaint: (text) =>
    rendered(async (host) => {
      const { svg } = await mermaid.render("graph", text);
      host.innerHTML = svg;
    }),
};
