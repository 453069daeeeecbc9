/**
 * The way that a graph grows. It is that of @stepbook/graph, said again: a notebook that imports this package need not
 * read the types of the whole graph.
 */
export type Direction = "down" | "right";
