import type { Json, State, StateMachine } from "@stepbook/asl";

type Random = () => number;

/** Names that a source could stumble over. */
const names = [
  "Start",
  "start",
  "Is it ready?",
  "class",
  "await",
  "result",
  "item",
  "input",
  "pass",
  "workflow",
  "__proto__",
  "constructor",
  "toString",
  'quo"te',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a name that a template must not fill.
  "tick`s ${x}",
  "*/ end",
  "// line",
  "</script>",
  "<!-- -->",
  "a\u2028b\u2029c",
  "\u00e9t\u00e9",
  "\u6570\u636e",
  "\ud83d\ude00",
  "1st",
  "-",
  "back\\slash",
  "then",
  "x'y",
  "states",
  "String",
];

/** A definition with any shape that its transitions can have: loops, joins, jumps into and out of handlers. */
export function randomDefinition(seed: number): StateMachine {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const isJsonata = random() < 0.5;
  const taken = new Set<string>();
  const free = (): string => {
    const base = pick(names);
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base} ${number}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };

  const text = () => pick(["plain", ...names, "{% not closed", "$.looks", "line\nbreak\r\n"]);
  const expression = (worked: boolean) =>
    `{% ${pick([
      "$states.input",
      "$states.input.a.b[0].`odd key`",
      "$states.context.Execution.Input.name",
      "$states.context.Execution.Input.list[1].size + 1",
      "$states.context.State.Name",
      "$tries",
      "$tries.__proto__",
      "$count($states.input.list) * 2 - 1",
      "$states.input.a & ' and ' & $string($states.input.b)",
      "$exists($states.input.x) ? 'yes' : 'no'",
      "$map($states.input, function($v) { `back` })",
      "$contains($states.input.t, /^a\\/b$/i)",
      ...(worked ? ["$states.result", "$states.result.Payload.n"] : []),
    ])} %}`;
  const path = () =>
    pick([
      "$",
      "$.a",
      "$.a.b[0]",
      "$['odd key'].x",
      "$.list[*].n",
      "$tries",
      "$$.Execution.Input.name",
      "$$.State.Name",
      "States.Format('{} of {}', $.a, $tries)",
      "States.UUID()",
      "States.MathAdd($.a, 1)",
    ]);
  const data = (depth = 0, worked = false): Json => {
    const kind = random();
    if (kind < 0.3 && isJsonata) return expression(worked);
    if (kind < 0.5 || depth > 2) return pick<Json>([null, true, 7, -0.5, text()]);
    if (kind < 0.65) return [data(depth + 1, worked), data(depth + 1, worked)];
    return object(depth, worked);
  };
  const object = (depth = 0, worked = false): { [key: string]: Json } => {
    const key = () => pick(["a", "odd key", "__proto__", "then", "fields", '"', "default"]);
    const members: [string, Json][] = [[key(), data(depth + 1, worked)]];
    if (!isJsonata && random() < 0.5) members.push([`${key()}.$`, path()]);
    return Object.fromEntries(members);
  };
  const rule = (depth = 0): { [key: string]: Json } => {
    if (isJsonata)
      return {
        Condition: pick([
          "{% $states.input.n > 3 and $states.input.n <= 9 %}",
          "{% $tries = 'x' %}",
          "{% $not($exists($states.input.a)) %}",
        ]),
      };
    if (depth < 2 && random() < 0.3)
      return pick([{ And: [rule(depth + 1), rule(depth + 1)] }, { Or: [rule(depth + 1)] }, { Not: rule(depth + 1) }]);
    return {
      Variable: pick(["$.n", "$tries", "$.a.b"]),
      ...pick<{ [key: string]: Json }>([
        { NumericEquals: 3 },
        { StringLessThanPath: "$.m" },
        { TimestampEquals: "2026-01-01T00:00:00Z" },
        { IsPresent: false },
        { IsNull: true },
        { BooleanEquals: true },
        { StringMatches: "a*" },
        { NumericGreaterThanEqualsPath: "$.x" },
      ]),
    };
  };

  const scope = (depth: number) => {
    const ids = Array.from({ length: 1 + Math.floor(random() * 7) }, free);
    const made: { [name: string]: State } = Object.create(null);
    ids.forEach((id, index) => {
      const onward = random() < 0.75 ? ids[index + 1] : pick(ids);
      const next = onward === undefined || random() < 0.1 ? { End: true } : { Next: onward };
      made[id] = state(depth, ids, next) as unknown as State;
    });
    made[pick(ids)] = { Type: "Succeed" };
    const reached = new Set([ids[0]!]);
    for (const id of reached)
      for (const [, target] of JSON.stringify(made[id], withoutBodies).matchAll(
        /"(?:Next|Default)":("(?:[^"\\]|\\.)*")/g,
      ))
        reached.add(JSON.parse(target!));
    return {
      StartAt: ids[0]!,
      States: Object.fromEntries(ids.filter((id) => reached.has(id)).map((id) => [id, made[id]!])),
    };
  };
  const withoutBodies = (key: string, value: unknown) =>
    /^(Branches|ItemProcessor|Iterator|Result|Parameters|Arguments|Output|Assign|ResultSelector)$/.test(key)
      ? undefined
      : value;

  const handling = (ids: readonly string[]) => ({
    ...(random() < 0.3 && { Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 2, JitterStrategy: "FULL" }] }),
    ...(random() < 0.4 && {
      Catch: [
        {
          ErrorEquals: ["E"],
          Next: pick(ids),
          ...(isJsonata ? { Output: "{% $states.errorOutput.Error %}" } : { ResultPath: "$.error" }),
        },
        { ErrorEquals: ["States.ALL"], Next: pick(ids) },
      ],
    }),
  });
  const common = () => ({
    ...(random() < 0.2 && { Comment: text() }),
    ...(random() < 0.3 && { Assign: { tries: pick<Json>([0, text()]) } }),
    ...(!isJsonata && random() < 0.2 && { InputPath: pick([null, "$.a"]) }),
  });
  const state = (depth: number, ids: readonly string[], next: object): object => {
    const kind = random();
    if (kind < 0.3)
      return {
        Type: "Pass",
        ...common(),
        ...(random() < 0.6 && (isJsonata ? { Output: data() } : pick([{ Result: data() }, { Parameters: object() }]))),
        ...next,
      };
    if (kind < 0.4)
      return {
        Type: "Wait",
        ...common(),
        ...(isJsonata ? { Seconds: "{% $states.input.n %}" } : pick([{ SecondsPath: "$.n" }, { Seconds: 3 }])),
        ...next,
      };
    if (kind < 0.6)
      return {
        Type: "Task",
        Resource: pick([
          "arn:aws:states:::lambda:invoke",
          "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "arn:aws:lambda:us-east-1:123456789012:function:f",
          "arn:aws:states:::glue:startJobRun.sync",
        ]),
        ...common(),
        ...(isJsonata
          ? { Arguments: object(), ...(random() < 0.4 && { Output: data(0, true) }) }
          : { Parameters: object(), ...(random() < 0.3 && { ResultSelector: object() }) }),
        ...handling(ids),
        ...next,
      };
    if (kind < 0.8)
      return {
        Type: "Choice",
        Choices: Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({ ...rule(), Next: pick(ids) })),
        ...(random() < 0.8 && { Default: pick(ids) }),
      };
    if (kind < 0.85) return { Type: "Fail", Error: text() };
    if (depth > 1) return { Type: "Pass", ...next };
    if (kind < 0.92)
      return { Type: "Parallel", Branches: [scope(depth + 1), scope(depth + 1)], ...handling(ids), ...next };
    const body = scope(depth + 1);
    return pick([
      { Type: "Map", ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...body }, ...handling(ids), ...next },
      { Type: "Map", Iterator: body, MaxConcurrency: 2, ...next },
      {
        Type: "Map",
        ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }, ...body },
        ...(!isJsonata && {
          ItemReader: {
            Resource: "arn:aws:states:::s3:getObject",
            ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
            Parameters: { "Bucket.$": "$.b", Key: "k" },
          },
        }),
        ...next,
      },
    ]);
  };
  const first = { Type: "Pass", Assign: { tries: 1 } };
  const { StartAt, States } = scope(0);
  const start = free();
  return {
    ...(random() < 0.3 && { Comment: text() }),
    ...(isJsonata && { QueryLanguage: "JSONata" }),
    StartAt: start,
    States: { [start]: { ...first, Next: StartAt }, ...States },
  } as StateMachine;
}

/** Numbers from 0 to 1 that a seed decides. */
function generator(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
