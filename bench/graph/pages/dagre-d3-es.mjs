import { select } from "d3";
import { graphlib, render } from "dagre-d3-es";
import { listsOf } from "./edges.mjs";
import { rendered } from "./frames.mjs";

window.bench = {
  prepare: (definition) => {
    const { nodes, edges } = listsOf(definition);
    const graph = new graphlib.Graph({ compound: true, multigraph: true }).setGraph({});
    // dagre can't draw an edge to a cluster: it goes to the first state inside.
    const first = new Map();
    for (const { id, parent } of nodes) if (parent && !first.has(parent)) first.set(parent, id);
    const leaf = (id) => (first.has(id) ? leaf(first.get(id)) : id);
    for (const { id, name, type } of nodes) graph.setNode(id, { label: `${name}\n${type}`, rx: 6, ry: 6 });
    for (const { id, parent } of nodes) if (parent) graph.setParent(id, parent);
    edges.forEach(({ from, to, label }, i) => {
      graph.setEdge(leaf(from), leaf(to), { label }, String(i));
    });
    return graph;
  },
  firstPaint: (graph) =>
    rendered((host) => {
      const svg = select(host).append("svg");
      render()(svg.append("g"), graph);
      const { width, height } = graph.graph();
      svg.attr("width", width).attr("height", height);
    }),
};
