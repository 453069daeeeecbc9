import type { Catcher, Scope, State, StateMachine } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GraphScope, graphOf } from "../graph";
import { widthOf } from "../measure";
import type { Direction } from "../view";
import { type Box, type Layout, layout, type PlacedEdge, type PlacedNode } from ".";
import { CAPTION_SIZE, NAME_SIZE, shownCaption, shownName } from "./size";

const next = (names: readonly string[], i: number): { Next: string } | { End: true } => {
  const Next = names[i];
  return Next === undefined ? { End: true } : { Next };
};

/** Any machine: jumps forward and backward, choices, catchers, nested scopes, states that nothing leads to. */
const scopeOf = (depth: number): fc.Arbitrary<Scope> =>
  fc
    .array(fc.tuple(fc.nat(9), fc.nat(20), fc.nat(20), fc.string({ maxLength: 90 })), { minLength: 1, maxLength: 9 })
    .chain((rows) => {
      const names = rows.map(([, , , text], i) => `${text}#${depth}.${i}`);
      const inner: fc.Arbitrary<Scope[]> =
        depth === 0 ? fc.constant<Scope[]>([]) : fc.array(scopeOf(depth - 1), { minLength: 1, maxLength: 3 });
      return fc.array(inner, { minLength: rows.length, maxLength: rows.length }).map((inners) => {
        const states = rows.map(([kind, a, b], i): [string, State] => {
          const to = names[a % names.length]!;
          const other = names[b % names.length]!;
          const Catch: Catcher[] = kind > 5 ? [{ ErrorEquals: ["States.ALL"], Next: other }] : [];
          const on = a % 3 === 0 ? { Next: to } : next(names, i + 1);
          if (kind === 0)
            return [
              names[i]!,
              { Type: "Choice", Choices: [{ Variable: "$.x", IsNull: true, Next: to }], Default: other },
            ];
          if (kind === 1 && inners[i]!.length > 0)
            return [names[i]!, { Type: "Parallel", Branches: inners[i]!, ...on }];
          if (kind === 2 && inners[i]!.length > 0)
            return [names[i]!, { Type: "Map", ItemProcessor: inners[i]![0]!, ...on }];
          if (kind === 3) return [names[i]!, { Type: "Succeed" }];
          return [names[i]!, { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Catch, ...on }];
        });
        return { StartAt: names[0]!, States: Object.fromEntries(states) };
      });
    });

const machine: fc.Arbitrary<StateMachine> = scopeOf(2);
const direction = fc.constantFrom<Direction>("down", "right");

/** A Choice of many ways, all of which are joined or none, with other states around. */
const fan: fc.Arbitrary<StateMachine> = fc
  .tuple(
    fc.array(fc.string({ maxLength: 60 }), { minLength: 8, maxLength: 40 }),
    fc.boolean(),
    fc.boolean(),
    scopeOf(0),
  )
  .map(([texts, joined, loop, inner]) => {
    const names = texts.map((text, i) => `${text}#${i}`);
    const after = joined ? { Next: "Join" } : { End: true as const };
    const States: Record<string, State> = {
      Choose: {
        Type: "Choice",
        Choices: names.map((Next, i) => ({ Variable: "$.x", StringEquals: texts[i]!, Next })),
        Default: "Other",
      },
      Other: { Type: "Pass", Next: loop ? "Choose" : "Join" },
      Join: { Type: "Parallel", Branches: [inner], ...(loop ? { Next: "Choose" } : { End: true }) },
    };
    names.forEach((name, i) => {
      if (i % 5 === 2) {
        States[name] = { Type: "Choice", Choices: [], Default: `${name}+` } as State;
        States[`${name}+`] = { Type: "Pass", ...after } as State;
        return;
      }
      States[name] =
        i % 7 === 3 ? { Type: "Map", ItemProcessor: inner, ...after } : ({ Type: "Pass", ...after } as State);
    });
    return { StartAt: "Choose", States };
  });

const laws = (law: (placed: Layout, graph: ReturnType<typeof graphOf>) => void) =>
  fc.assert(
    fc.property(
      fc.oneof({ weight: 3, arbitrary: machine }, { weight: 1, arbitrary: fan }),
      direction,
      (definition, way) => {
        const graph = graphOf(definition);
        law(layout(graph, way), graph);
      },
    ),
  );

const inside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 0.5 &&
  inner.y >= outer.y - 0.5 &&
  inner.x + inner.width <= outer.x + outer.width + 0.5 &&
  inner.y + inner.height <= outer.y + outer.height + 0.5;
const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const touches = ({ x, y }: { x: number; y: number }, box: Box): boolean =>
  inside({ x, y, width: 0, height: 0 }, { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 });
const scopes = (scope: GraphScope): readonly GraphScope[] => [
  scope,
  ...scope.nodes.flatMap((node) => node.scopes.flatMap(scopes)),
];
const boxesOf = ({ nodes }: Layout): readonly PlacedNode[] => nodes.map((placed) => placed!);
const ends = ({ points }: PlacedEdge) => [points[0]!, points[points.length - 1]!] as const;

describe("of any machine", () => {
  test("no two states of a scope overlap", () =>
    laws((placed, graph) => {
      for (const { nodes } of scopes(graph.root))
        nodes.forEach((a, i) => {
          for (const b of nodes.slice(i + 1)) expect(apart(placed.nodes[a.index]!, placed.nodes[b.index]!)).toBe(true);
        });
    }));

  test("every state is inside of the one around it, and everything inside of the drawing", () =>
    laws((placed, graph) => {
      const all = { x: 0, y: 0, width: placed.width, height: placed.height };
      for (const { index, parent } of graph.nodes)
        expect(inside(placed.nodes[index]!, parent === undefined ? all : placed.nodes[parent]!)).toBe(true);
      for (const { points, label } of placed.edges) {
        for (const { x, y } of points) expect(inside({ x, y, width: 0, height: 0 }, all)).toBe(true);
        if (label) expect(inside(label, all)).toBe(true);
      }
    }));

  const everyEdgeIsStraight = (placed: Layout) => {
    for (const way of placed.edges) {
      const [first, last] = ends(way);
      if (way.edge.from >= 0) expect(touches(first, placed.nodes[way.edge.from]!)).toBe(true);
      expect(touches(last, placed.nodes[way.edge.to]!)).toBe(true);
      way.points.forEach((point, i) => {
        const before = way.points[i - 1] ?? point;
        expect(Math.abs(before.x - point.x) < 1 || Math.abs(before.y - point.y) < 1).toBe(true);
      });
    }
  };
  test("every edge begins and ends at its states, in parts that are straight", () => laws(everyEdgeIsStraight));

  test("small steps to the side, one at each rank, do not add up to a slope", () => {
    const task = (Next: string, ...caught: string[]) => ({
      Type: "Task",
      Next,
      ...(caught.length > 0 && { Catch: caught.map((to) => ({ Next: to })) }),
    });
    const choice = (Default?: string, ...to: string[]) => ({
      Type: "Choice",
      ...(to.length > 0 && { Choices: to.map((each) => ({ IsNull: true, Next: each })) }),
      ...(Default !== undefined && { Default }),
    });
    const inner = {
      StartAt: "#0.0",
      States: {
        "#0.0": task("#0.1", "#0.4"),
        "#0.1": choice("#0.4", "#0.6"),
        "#0.2": task("#0.3"),
        "#0.3": task("#0.4"),
        "#0.4": choice(),
        "#0.5": choice("#0.1", "#0.2"),
        "#0.6": task("#0.7"),
        "#0.7": choice("#0.8"),
        "#0.8": choice(undefined, "#0.3"),
      },
    };
    const around = (name: string, scope: object) => ({
      StartAt: name,
      States: { [name]: { Type: "Parallel", Branches: [scope] } },
    });
    const definition = around("u^pSZ>5d{#2.5", around(":GV#1.1", inner)) as unknown as StateMachine;
    everyEdgeIsStraight(layout(graphOf(definition), "right"));
  });

  const noLabelLiesOnAnything = (placed: Layout) => {
    const leaves = boxesOf(placed).filter(({ node }) => node.scopes.length === 0);
    const labels = placed.edges.flatMap(({ label }) => (label ? [label] : []));
    for (const label of labels)
      for (const other of [...leaves, ...labels]) if (other !== label) expect(apart(label, other)).toBe(true);
  };
  test("no label lies on a state or on another label", () => laws(noLabelLiesOnAnything));

  test("a label that is longer than the gap it stands in goes beside the states after it, too", () => {
    const caught = (Next: string, to: string): State => ({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Catch: [{ ErrorEquals: ["States.ALL"], Next: to }],
      Next,
    });
    const choose: State = { Type: "Choice", Choices: [{ Variable: "$.x", IsNull: true, Next: "A" }], Default: "A" };
    const inner: Scope = { StartAt: "A", States: { A: choose } };
    const States: Record<string, State> = {
      A: caught("B", "F"),
      B: caught("C", "F"),
      C: choose,
      D: caught("D", "F"),
      E: caught("F", "F"),
      F: { Type: "Parallel", Branches: [inner], Next: "A" },
    };
    noLabelLiesOnAnything(layout(graphOf({ StartAt: "A", States }), "right"));
  });

  test("no edge goes through a state", () =>
    laws((placed) => {
      const leaves = boxesOf(placed).filter(({ node }) => node.scopes.length === 0);
      for (const { edge, points } of placed.edges)
        points.slice(1).forEach((b, i) => {
          const a = points[i]!;
          const part = {
            x: Math.min(a.x, b.x),
            y: Math.min(a.y, b.y),
            width: Math.abs(a.x - b.x),
            height: Math.abs(a.y - b.y),
          };
          for (const leaf of leaves)
            if (leaf.node.index !== edge.from && leaf.node.index !== edge.to) expect(apart(part, leaf)).toBe(true);
        });
    }));

  test("the same machine is always laid out the same", () =>
    laws((placed, graph) => expect(layout(graph, placed.direction)).toEqual(placed)));

  test("no text is wider than its box", () =>
    laws((placed) => {
      for (const { node, width } of boxesOf(placed)) {
        expect(widthOf(shownName(node), NAME_SIZE, "bold")).toBeLessThan(width);
        expect(widthOf(shownCaption(node), CAPTION_SIZE)).toBeLessThan(width);
      }
      for (const { label } of placed.edges)
        if (label) expect(widthOf(label.text, CAPTION_SIZE)).toBeLessThan(label.width);
    }));
});

test("a chain of 10,000 states does not exhaust the stack", () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `Step ${i}`);
  const States = Object.fromEntries(names.map((name, i) => [name, { Type: "Pass", ...next(names, i + 1) } as State]));
  const placed = layout(graphOf({ StartAt: "Step 0", States }));
  expect(placed.nodes).toHaveLength(10_000);
  expect(placed.edges).toHaveLength(10_000);
});

test("a Choice of sixty ways is not wider than a page", () => {
  const names = Array.from({ length: 60 }, (_, i) => `Way ${i}`);
  const Choices = names.map((Next) => ({ Variable: "$.x", StringEquals: Next, Next }));
  const States: Record<string, State> = { Choose: { Type: "Choice", Choices }, Join: { Type: "Succeed" } };
  for (const name of names) States[name] = pass("Join");
  const { width, height } = laid({ ...States, Choose: States.Choose! });
  expect(width).toBeLessThan(1300);
  expect(height).toBeLessThan(2500);
});

test("of collapsed clusters nothing inside has a place, and what is around them moves together", () => {
  const inner: Scope = { StartAt: "In", States: { In: pass("On"), On: { Type: "Succeed" } } };
  const around: Scope = {
    StartAt: "Inner",
    States: { Inner: { Type: "Map", ItemProcessor: inner, End: true } },
  };
  const graph = graphOf({
    StartAt: "Outer",
    States: { Outer: { Type: "Parallel", Branches: [around], Next: "Last" }, Last: { Type: "Succeed" } },
  });
  const open = layout(graph);
  const closed = layout(graph, "down", new Set([1]));
  expect(open.nodes.map((placed) => placed?.cluster)).toEqual(["open", "open", undefined, undefined, undefined]);
  expect(closed.nodes.map((placed) => placed?.cluster ?? placed?.node.name)).toEqual([
    "open",
    "closed",
    undefined,
    undefined,
    "Last",
  ]);
  expect(closed.shownBy).toEqual([0, 1, 1, 1, 4]);
  expect(layout(graph, "down", new Set([0, 1])).shownBy).toEqual([0, 0, 0, 0, 4]);
  expect(closed.height).toBeLessThan(open.height);
  expect(closed.edges).toHaveLength(2);
});

test("a handler of four states or more gets one lane, beside the states", () => {
  const names = ["A", "B", "C", "D"];
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Handler" }];
  const States = Object.fromEntries(
    names.map((name, i) => [
      name,
      { Type: "Task", Resource: "arn:aws:states:::sns:publish", Catch, ...next(names, i + 1) } as State,
    ]),
  );
  const placed = layout(graphOf({ StartAt: "A", States: { ...States, Handler: { Type: "Pass", End: true } } }));
  const lanes = placed.edges.filter(({ edge }) => edge.kind === "catch").map(({ points }) => points[1]!.x);
  expect(new Set(lanes).size).toBe(1);
  for (const { node, x, width } of boxesOf(placed))
    if (node.name !== "Handler") expect(lanes[0]).toBeGreaterThan(x + width);
});

test("a transition to a state that does not exist is left out", () => {
  const placed = layout(graphOf({ StartAt: "A", States: { A: { Type: "Pass", Next: "Nowhere" } } }));
  expect(placed.edges.map(({ edge }) => edge.from)).toEqual([-1]);
});

const pass = (Next: string): State => ({ Type: "Pass", Next });
const ask = (Next: string, Default: string): State => ({
  Type: "Choice",
  Choices: [{ Variable: "$.x", IsNull: true, Next }],
  Default,
});
const laid = (States: StateMachine["States"]) => layout(graphOf({ StartAt: Object.keys(States)[0]!, States }));
const edgeOf = ({ nodes, edges }: Layout, from: string, to: string): PlacedEdge =>
  edges.find(({ edge }) => nodes[edge.from]?.node.name === from && nodes[edge.to]?.node.name === to)!;
const boxOf = (placed: Layout, name: string): Box => boxesOf(placed).find(({ node }) => node.name === name)!;

test("a loop goes back on the side that it is nearer to", () => {
  const States = { Ask: ask("Left", "Right"), Left: pass("Done"), Right: pass("Ask"), Done: pass("End") };
  const placed = laid({ ...States, End: { Type: "Succeed" } });
  const { x, width } = boxOf(placed, "Right");
  const lane = edgeOf(placed, "Right", "Ask").points[1]!.x;
  expect(x > boxOf(placed, "Left").x ? lane > x + width : lane < x).toBe(true);
});

test("what each of three checks jumps to has one lane, and the checks stand in one line", () => {
  const checks = ["A", "B", "C"];
  const States: Record<string, State> = { Refuse: { Type: "Fail" } };
  checks.forEach((name, i) => {
    States[name] = ask("Refuse", `${name}1`);
    States[`${name}1`] = pass(`${name}2`);
    States[`${name}2`] = pass(checks[i + 1] ?? "Last");
  });
  const placed = laid({ ...States, Last: pass("Refuse"), A: States.A! });
  expect(new Set(checks.map((name) => edgeOf(placed, name, "Refuse").points[1]!.x)).size).toBe(1);
  const middle = ({ x, width }: Box) => x + width / 2;
  expect(new Set(checks.map((name) => middle(boxOf(placed, name)))).size).toBe(1);
});

test("what leaves and enters at the same side of a state is kept apart", () => {
  const placed = laid({
    First: pass("Mid"),
    Mid: ask("First", "Last"),
    Last: ask("Mid", "End"),
    End: { Type: "Succeed" },
  });
  const leaves = edgeOf(placed, "Mid", "First").points;
  const enters = edgeOf(placed, "Last", "Mid").points;
  expect(leaves[1]!.x).toBeLessThan(boxOf(placed, "Mid").x);
  expect(enters.at(-2)!.x).toBeLessThan(boxOf(placed, "Mid").x);
  expect(enters.at(-1)!.y - leaves[0]!.y).toBeGreaterThan(8);
});

test("a state that only keeps a value for later ones is small", () => {
  const kept: State = { Type: "Pass", Comment: 'Keeps the output of "A" for later states.', Next: "B" };
  const placed = laid({ A: pass("Keep A"), "Keep A": kept, B: { Type: "Succeed" } });
  expect(boxOf(placed, "Keep A").height).toBeLessThan(boxOf(placed, "A").height);
  expect(boxOf(placed, "Keep A").width).toBeLessThan(boxOf(placed, "A").width);
});
