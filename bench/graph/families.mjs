/** A generator of numbers that is the same in every run (mulberry32). */
const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const RESOURCES = ["lambda:invoke", "sagemaker:createTrainingJob.sync", "glue:startJobRun.sync", "sns:publish"];
const resource = (i) => `arn:aws:states:::${RESOURCES[i % RESOURCES.length]}`;
const named = (i) => `${["Load", "Clean", "Train", "Score", "Store"][i % 5]} step ${i}`;
const way = (to) => (to === undefined ? { End: true } : { Next: to });
const task = (i, to, more = {}) => ({ Type: "Task", Resource: resource(i), ...way(to), ...more });
const choice = (i, to, otherwise) => ({
  Type: "Choice",
  Choices: [{ Variable: `$.value${i}`, NumericGreaterThan: i, Next: to }],
  Default: otherwise,
});
const scope = (states) => ({ StartAt: Object.keys(states)[0], States: states });

const chainOf = (count, first = 0) =>
  scope(
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        named(first + i),
        task(first + i, i + 1 < count ? named(first + i + 1) : undefined),
      ]),
    ),
  );

/** Sections of 10 states: a chain, a Choice of two arms that join, a Parallel of two, a Map, a catcher. */
const mixed = (count) => {
  const states = {};
  let at = 0;
  const take = () => named(at++);
  let first = take();
  while (at < count - 10) {
    const [choose, left, right, join, both, each, after] = Array.from({ length: 7 }, take);
    const inner = [chainOf(1, at), chainOf(1, at + 1), chainOf(1, at + 2)];
    at += 3;
    states[first] = task(at, choose, at % 3 === 0 ? { Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3 }] } : {});
    states[choose] = choice(at, left, right);
    states[left] = task(at + 1, join);
    states[right] = { Type: "Wait", Seconds: 30, Next: join };
    states[join] = task(at + 2, both, { Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: after }] });
    states[both] = { Type: "Parallel", Branches: inner.slice(0, 2), Next: each };
    states[each] = { Type: "Map", ItemProcessor: inner[2], Next: after };
    first = at < count - 10 ? take() : named(at);
    states[after] = task(at, first);
  }
  const rest = chainOf(Math.max(1, count - at), at);
  states[first] ??= rest.States[first] ?? { Type: "Succeed" };
  return { StartAt: named(0), States: { ...states, ...rest.States } };
};

/** Parallels in Maps in Parallels, four deep, of a few states each. */
const nested = (count) => {
  let at = 0;
  const level = (room, depth) => {
    if (depth === 0 || room < 6) {
      const inner = chainOf(Math.max(1, room), at);
      at += Math.max(1, room);
      return inner;
    }
    const [before, cluster, after] = [named(at++), named(at++), named(at++)];
    const half = Math.floor((room - 3) / 2);
    const body =
      depth % 2 === 0
        ? { Type: "Parallel", Branches: [level(half, depth - 1), level(half, depth - 1)] }
        : { Type: "Map", ItemProcessor: level(room - 3, depth - 1) };
    return scope({ [before]: task(at, cluster), [cluster]: { ...body, Next: after }, [after]: task(at) });
  };
  const sections = Math.max(1, Math.round(count / 60));
  const states = {};
  for (let i = 0; i < sections; i += 1) {
    const part = level(Math.floor(count / sections), 4);
    Object.assign(states, part.States);
    const last = Object.keys(part.States).at(-1);
    if (i + 1 < sections) {
      delete states[last].End;
      states[last].Next = named(at);
    }
  }
  return scope(states);
};

/** One Choice with an arm to each of many states, which join. */
const wide = (count) => {
  const arms = Array.from({ length: count - 2 }, (_, i) => named(i + 1));
  const Choices = arms.slice(1).map((Next, i) => ({ Variable: "$.kind", StringEquals: `kind ${i}`, Next }));
  return scope({
    [named(0)]: { Type: "Choice", Choices, Default: arms[0] },
    ...Object.fromEntries(arms.map((name, i) => [name, task(i, named(count - 1))])),
    [named(count - 1)]: { Type: "Succeed" },
  });
};

/** A chain whose every state catches into one handler. */
const catchAll = (count) => {
  const handler = named(count - 1);
  const { States } = chainOf(count - 1);
  for (const state of Object.values(States)) state.Catch = [{ ErrorEquals: ["States.ALL"], Next: handler }];
  return scope({ ...States, [handler]: { Type: "Fail", Error: "Failed" } });
};

/** A chain of checks: each goes on, or jumps over the next, and every fifth goes back. */
const ladder = (count) => {
  const states = {};
  for (let i = 0; i < count - 1; i += 1) {
    const jump = i % 5 === 4 ? Math.max(0, i - 3) : Math.min(count - 1, i + 2);
    states[named(i)] = i % 2 === 0 ? choice(i, named(jump), named(i + 1)) : task(i, named(i + 1));
  }
  states[named(count - 1)] = { Type: "Succeed" };
  return scope(states);
};

/** Transitions to states near and far, by chance. */
const random = (count) => {
  const next = seeded(count);
  const states = {};
  for (let i = 0; i < count - 1; i += 1) {
    const near = () => named(Math.min(count - 1, i + 1 + Math.floor(next() ** 3 * 12)));
    states[named(i)] = next() < 0.3 ? choice(i, near(), named(i + 1)) : task(i, next() < 0.2 ? near() : named(i + 1));
    if (states[named(i)].Type === "Task" && next() < 0.1)
      states[named(i)].Catch = [{ ErrorEquals: ["States.ALL"], Next: near() }];
  }
  states[named(count - 1)] = { Type: "Succeed" };
  return scope(states);
};

/** Graphs of any size, by what is hard about them. */
export const families = {
  chain: (count) => chainOf(count),
  mixed,
  nested,
  wide,
  "catch-all": catchAll,
  ladder,
  random,
};
