import type { Json, JsonObject, MapState, StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { execute, fails, lambda, type Setting, seconds, types } from "../../../test/execute";
import type { testMapHost } from "../../../test/map-host";

const pass = { Type: "Pass", End: true };

/** A machine of one distributed Map, whose processor has one state. */
const map = (more: object = {}, state: object = pass, executionType = "STANDARD"): StateMachine =>
  ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: executionType },
          StartAt: "S",
          States: { S: state },
        },
        End: true,
        ...more,
      },
    },
  }) as unknown as StateMachine;

const run = (more: object, setting: Setting = {}, state?: object, executionType?: string) =>
  execute(map(more, state, executionType), setting);

const reader = (config: object = {}, key = "items.json") => ({
  ItemReader: {
    Resource: "arn:aws:states:::s3:getObject",
    ReaderConfig: { InputType: "JSON", ...config },
    Parameters: { Bucket: "b", Key: key },
  },
});
const objects = { "b/items.json": [10, 20, 30, 40, 50] };
const threshold = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
};
/** Fails for odd numbers. */
const odd: Setting["task"] = (value) => (Number(value) % 2 === 1 ? fails(value, "", {} as never, {} as never) : value);

describe("a distributed Map", () => {
  it("runs an execution for each item, and tells of the run alone in its own history", async () => {
    const { end, events, maps } = await run({ Label: "Orders" }, { input: [1, 2] });
    expect(end.output).toBe("[1,2]");
    expect(types(events)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual([0, 0, 2, 3, 4, 5, 4, 7]);
    const [one] = maps.runs;
    expect(one!.run.mapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:m\/Orders:[\da-f-]{36}$/);
    expect(one!.run.stateMachineArn).toBe("arn:aws:states:us-east-1:123456789012:stateMachine:m/Orders");
    expect(one!.status).toBe("SUCCEEDED");
    expect(one!.children.map(({ child }) => child.executionArn)).toEqual(
      one!.children.map(({ child }) => `arn:aws:states:us-east-1:123456789012:execution:m/Orders:${child.name}`),
    );
    expect(one!.children[1]!.types).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("has the same label of its own every time, where none is given", async () => {
    const labelOf = async () => (await run({}, { input: [1] })).maps.runs[0]!.run.stateMachineArn.split("/")[1];
    expect(await labelOf()).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(await labelOf()).toBe(await labelOf());
  });

  it("gives an empty list for no items", async () => {
    expect((await run({}, { input: [] })).end.output).toBe("[]");
  });

  it("works on the members of an object, each with its name", async () => {
    const { output } = await run({}, { input: { a: 1, b: 2 } });
    expect(output).toEqual([
      { Key: "a", Value: 1 },
      { Key: "b", Value: 2 },
    ]);
    const selector = { "k.$": "$$.Map.Item.Key", "v.$": "$$.Map.Item.Value" };
    expect((await run({ ItemSelector: selector }, { input: { a: 1 } })).output).toEqual([{ k: "a", v: 1 }]);
  });

  it("tells an item's place and source while it selects, and not to the child", async () => {
    const selector = {
      "index.$": "$$.Map.Item.Index",
      "source.$": "$$.Map.Item.Source",
      "item.$": "$$.Map.Item.Value",
    };
    const child = { Type: "Pass", Parameters: { "in.$": "$", "context.$": "$$" }, End: true };
    const { output } = await run({ ...reader(), ItemSelector: selector }, { objects }, child);
    expect(output[4].in).toEqual({ index: 4, source: "S3://b/items.json", item: 50 });
    expect(output[4].context.Map).toBeUndefined();
    expect(output[4].context.Execution.Input).toEqual(output[4].in);
    expect(output[4].context.StateMachine.Name).toMatch(/^m\//);
    expect((await run({ ItemSelector: selector }, { input: [7] }, pass)).output[0].source).toBe("STATE_DATA");
  });

  it("reads no outer variables in its children", async () => {
    const machine = map({}, { Type: "Pass", Output: "{% $exists($x) %}", End: true });
    const { output } = await execute({
      QueryLanguage: "JSONata",
      StartAt: "P",
      States: { P: { Type: "Pass", Assign: { x: 1 }, Output: [1], Next: "M" }, ...machine.States },
    });
    expect(output).toEqual([false]);
  });

  it("runs as many children at once as it may", async () => {
    const wait = { Type: "Wait", Seconds: 10, End: true };
    const lasting = async (more: object) =>
      seconds((await run(more, { input: [1, 2, 3, 4] }, wait)).events, "ExecutionSucceeded");
    expect(await lasting({})).toEqual([10]);
    expect(await lasting({ MaxConcurrency: 2 })).toEqual([20]);
    expect(await lasting({ MaxConcurrency: 1 })).toEqual([40]);
  });

  it("ends a child of type EXPRESS after five minutes", async () => {
    const { end, maps } = await run({}, { input: [1] }, { Type: "Wait", Seconds: 301, End: true }, "EXPRESS");
    expect(end).toMatchObject({ status: "FAILED", ...threshold });
    expect(maps.runs[0]!.children[0]!.end).toMatchObject({ status: "TIMED_OUT", stopTime: 300_000 });
    expect(maps.runs[0]!.children[0]!.child.executionArn).toMatch(/:express:m\/[^:]+:[^:]+:[^:]+$/);
  });

  it("may hold another", async () => {
    const inner = JSON.parse(JSON.stringify(map().States.M).replaceAll('"S"', '"T"'));
    const { output, maps } = await run({}, { input: [[1, 2], [3]] }, inner);
    expect(output).toEqual([[1, 2], [3]]);
    expect(maps.runs).toHaveLength(3);
    expect(new Set(maps.runs.map(({ run: { mapRunArn } }) => mapRunArn)).size).toBe(3);
  });
});

describe("the failures that a distributed Map tolerates", () => {
  const task = lambda;

  it("are none: the first one ends the run and the children that are under way", async () => {
    const { end, events, maps } = await run({ MaxConcurrency: 2 }, { input: [2, 1, 4, 6], task: odd }, task);
    expect(end).toMatchObject({ status: "FAILED", ...threshold });
    expect(types(events).slice(3)).toEqual(["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
    expect(events.map(({ previousEventId }) => previousEventId).slice(3)).toEqual([3, 4, 5, 6]);
    expect(events[4]).toMatchObject({ mapRunFailedEventDetails: threshold });
    const [{ run: mapRun, status, children } = {} as never] = maps.runs;
    expect(status).toBe("FAILED");
    expect(mapRun!.itemCounts).toMatchObject({ total: 4, failed: 1, running: 0 });
    expect(children!.every(({ end: childEnd }) => childEnd !== undefined)).toBe(true);
  });

  it.each<[object, Json[], string]>([
    [{ ToleratedFailureCount: 1 }, [1, 2], "SUCCEEDED"],
    [{ ToleratedFailureCount: 1 }, [1, 3], "FAILED"],
    [{ ToleratedFailurePercentage: 50 }, [1, 2], "SUCCEEDED"],
    [{ ToleratedFailurePercentage: 50 }, [1, 2, 3], "FAILED"],
    [{ ToleratedFailurePercentage: 100 }, [1, 3], "SUCCEEDED"],
    [{ ToleratedFailureCount: 2, ToleratedFailurePercentage: 10 }, [1, 2], "FAILED"],
  ])("are those of %j: %j gives %s", async (more, input, status) => {
    expect((await run(more, { input, task: odd }, task)).end.status).toBe(status);
  });

  it("stand whole among the outputs of the others", async () => {
    const { output } = await run({ ToleratedFailureCount: 1 }, { input: [1, 2], task: odd }, task);
    expect(output[0]).toMatchObject({ Error: "Boom", Cause: "it burst", Status: "FAILED", Input: "1" });
    expect(output[1]).toBe(2);
  });

  it.each<[string, Json, string]>([
    [
      "ToleratedFailureCountPath",
      "x",
      'The ToleratedFailureCountPath field refers to value "x" which is not a valid integer: $.n',
    ],
    [
      "ToleratedFailureCountPath",
      {},
      'The ToleratedFailureCountPath field refers to value "{}" which is not a valid integer: $.n',
    ],
    [
      "ToleratedFailureCountPath",
      1.5,
      'The ToleratedFailureCountPath field refers to value "1.5" which is not a valid integer: $.n',
    ],
    ["ToleratedFailureCountPath", -1, "ToleratedFailureCount cannot be negative."],
    [
      "ToleratedFailurePercentagePath",
      "x",
      'The ToleratedFailurePercentagePath field refers to value "x" which is not a valid float: $.n',
    ],
    ["ToleratedFailurePercentagePath", -1.1, "ToleratedFailurePercentage must be between 0 and 100."],
    ["ToleratedFailurePercentagePath", 100.1, "ToleratedFailurePercentage must be between 0 and 100."],
  ])("are refused where %s gives %j", async (field, n, cause) => {
    const catching = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "M" }] };
    const { end, events } = await run(
      { [field]: "$.n", ItemsPath: "$.items", ...catching },
      { input: { n, items: [1] } },
    );
    expect(end).toMatchObject({ error: "States.Runtime", status: "FAILED" });
    expect(end.cause).toBe(`An error occurred while executing the state 'M' (entered at the event id #2). ${cause}`);
    expect(types(events).slice(2)).toEqual(["MapStateStarted", "ExecutionFailed"]);
  });

  it("may be retried and caught", async () => {
    const { events, output } = await execute(
      {
        StartAt: "M",
        States: {
          M: {
            ...map({}, task).States.M!,
            Retry: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], MaxAttempts: 1 }],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Fine" }],
          } as MapState,
          Fine: { Type: "Succeed" },
        },
      },
      { input: [1], task: odd },
    );
    expect(types(events).filter((type) => type.startsWith("Map"))).toEqual([
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunFailed",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunFailed",
      "MapStateFailed",
      "MapStateExited",
    ]);
    expect(output.Error).toBe(threshold.error);
  });
});

describe("what a distributed Map reads", () => {
  it("comes from its ItemReader, page by page, whatever its ItemsPath says", async () => {
    const { output, events, maps } = await run({ ...reader(), ItemsPath: "$.nothing" }, { objects });
    expect(output).toEqual([10, 20, 30, 40, 50]);
    expect(events[2]).toMatchObject({ mapStateStartedEventDetails: { length: 0 } });
    expect(maps.closed()).toBe(1);
  });

  it.each<[object, Json, number]>([
    [{ MaxItems: 0 }, {}, 5],
    [{ MaxItems: 4 }, {}, 4],
    [{ MaxItemsPath: "$.n" }, { n: 2 }, 2],
    [{ MaxItemsPath: "$.n" }, { n: "2" }, 2],
    [{ MaxItemsPath: "$.n" }, { n: 100_000_001 }, 5],
  ])("has at most the items of %j in %j", async (config, input, count) => {
    expect((await run(reader(config), { objects, input })).output).toHaveLength(count);
  });

  it("has no negative number of items: the run fails", async () => {
    const { end, events } = await run(reader({ MaxItemsPath: "$.n" }), { objects, input: { n: -1 } });
    expect(end).toMatchObject({ error: "States.ItemReaderFailed", cause: "field MaxItems must be positive" });
    expect(types(events).slice(3)).toEqual(["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
  });

  it("has no broken number of items: the state fails before the run", async () => {
    const { end, events } = await run(reader({ MaxItemsPath: "$.n" }), { objects, input: { n: 1.5 } });
    expect(end.cause).toContain('The MaxItemsPath field refers to value "1.5" which is not a valid integer: $.n');
    expect(types(events).slice(2)).toEqual(["MapStateStarted", "ExecutionFailed"]);
  });

  it("fails the run where it is not there, which may be caught", async () => {
    const { end, events } = await run(reader({}, "nothing.json"), { objects });
    expect(end).toMatchObject({ error: "States.ItemReaderFailed", cause: "The specified key does not exist." });
    expect(types(events).slice(3)).toEqual(["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
  });

  it("is named by expressions, too", async () => {
    const { output, maps } = await execute(
      {
        QueryLanguage: "JSONata",
        ...map({
          ItemReader: {
            Resource: "arn:aws:states:::s3:getObject",
            ReaderConfig: { InputType: "JSON", MaxItems: "{% $states.input.n %}" },
            Arguments: { Bucket: "b", Key: "{% $states.input.key %}" },
          },
        }),
      },
      { objects, input: { key: "items.json", n: 3 } },
    );
    expect(output).toEqual([10, 20, 30]);
    expect(maps.sources[0]!.config).toEqual({ InputType: "JSON", MaxItems: 3 });
  });
});

describe("the batches of a distributed Map", () => {
  it.each<[object, Json[]]>([
    [{ MaxItemsPerBatch: 2 }, [[1, 2], [3, 4], [5]]],
    [{ MaxItemsPerBatch: 9 }, [[1, 2, 3, 4, 5]]],
    [{ MaxInputBytesPerBatch: 15 }, [[1, 2], [3, 4], [5]]],
    [{ MaxInputBytesPerBatch: 1 }, [[1], [2], [3], [4], [5]]],
    [
      { MaxItemsPerBatch: 4, MaxInputBytesPerBatch: 17 },
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
  ])("are by %j %j", async (ItemBatcher, batches) => {
    const { output, maps } = await run({ ItemBatcher }, { input: [1, 2, 3, 4, 5] });
    expect(output).toEqual(batches.map((Items) => ({ Items })));
    expect(maps.runs[0]!.run.itemCounts).toMatchObject({ total: 5, succeeded: 5, pending: 0, running: 0 });
    expect(maps.runs[0]!.run.executionCounts).toMatchObject({ total: batches.length, succeeded: batches.length });
  });

  it("begin with the BatchInput, and count their bytes", async () => {
    const ItemBatcher = { MaxItemsPerBatchPath: "$.n", BatchInput: { "at.$": "$.n", fix: "é" } };
    const { end } = await run({ ItemBatcher, ItemsPath: "$.items" }, { input: { n: 2, items: [1, 2, 3] } });
    expect(end.output).toBe(
      '[{"BatchInput":{"at":2,"fix":"é"},"Items":[1,2]},{"BatchInput":{"at":2,"fix":"é"},"Items":[3]}]',
    );
  });

  it("count as failed with all of their items", async () => {
    const more = { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 };
    const { end, maps } = await run(more, { input: [1, 2], task: fails }, lambda);
    expect(end).toMatchObject(threshold);
    expect(maps.runs[0]!.run.itemCounts).toMatchObject({ failed: 2 });
  });

  it("are refused where their size is none", async () => {
    const more = { ItemBatcher: { MaxItemsPerBatchPath: "$.n" }, ItemsPath: "$.items" };
    const causeOf = async (n: Json) => (await run(more, { input: { n, items: [1] } })).end.cause;
    expect(await causeOf("x")).toContain(
      'The MaxItemsPerBatchPath field refers to value "x" which is not a valid integer: $.n',
    );
    expect(await causeOf(0)).toContain("MaxItemsPerBatch must be positive.");
  });
});

describe("what a distributed Map writes", () => {
  const writer = (WriterConfig?: JsonObject, Bucket = "out") => ({
    Label: "L",
    ResultWriter: {
      Resource: "arn:aws:states:::s3:putObject",
      Parameters: { Bucket, Prefix: "jobs" },
      ...(WriterConfig ? { WriterConfig } : {}),
    },
  });

  it("is a manifest and a file for each status, as AWS lays them out", async () => {
    const { output, maps } = await run({ ...writer(), ToleratedFailureCount: 1 }, { input: [2, 1], task: odd }, lambda);
    const [{ run: mapRun, children } = {} as never] = maps.runs;
    const folder = `jobs/${mapRun!.mapRunArn.split(":").at(-1)}`;
    expect(output).toEqual({
      MapRunArn: mapRun!.mapRunArn,
      ResultWriterDetails: { Bucket: "out", Key: `${folder}/manifest.json` },
    });
    const file = (name: string) => JSON.parse(maps.written[`out/${folder}/${name}`]!);
    expect(file("manifest.json")).toEqual({
      DestinationBucket: "out",
      MapRunArn: mapRun!.mapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: expect.any(Number) }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: expect.any(Number) }],
      },
    });
    expect(file("SUCCEEDED_0.json")).toEqual([
      {
        ExecutionArn: children![0]!.child.executionArn,
        Input: "2",
        InputDetails: { Included: true },
        Name: children![0]!.child.name,
        Output: "2",
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: "NOT_REDRIVABLE",
        RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
        StartDate: "1970-01-01T00:00:00.000Z",
        StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m/L",
        Status: "SUCCEEDED",
        StopDate: "1970-01-01T00:00:00.000Z",
      },
    ]);
    expect(file("FAILED_0.json")).toMatchObject([{ Error: "Boom", Cause: "it burst", Input: "1", Status: "FAILED" }]);
    expect(mapRun!.itemCounts.resultsWritten).toBe(2);
  });

  it.each<[JsonObject, string, string]>([
    [{ Transformation: "COMPACT" }, "SUCCEEDED_0.json", "[[1,2],[3]]"],
    [{ Transformation: "FLATTEN" }, "SUCCEEDED_0.json", "[1,2,3]"],
    [{ Transformation: "FLATTEN", OutputType: "JSONL" }, "SUCCEEDED_0.jsonl", "1\n2\n3"],
    [{ Transformation: "COMPACT", OutputType: "JSONL" }, "SUCCEEDED_0.jsonl", "[1,2]\n[3]"],
  ])("is formed by %j", async (config, name, text) => {
    const { maps } = await run(writer(config), { input: [[1, 2], [3]] });
    const key = Object.keys(maps.written).find((found) => found.endsWith(name));
    expect(maps.written[key!]).toBe(text);
  });

  it("is its output, formed, where it names no bucket", async () => {
    const formed = async (WriterConfig: JsonObject) =>
      (await run({ ResultWriter: { WriterConfig } }, { input: [[1], [2]] })).output;
    expect(await formed({ Transformation: "FLATTEN" })).toEqual([1, 2]);
    expect(await formed({ Transformation: "COMPACT" })).toEqual([[1], [2]]);
    expect(await formed({ Transformation: "NONE" })).toMatchObject([{ Output: "[1]" }, { Output: "[2]" }]);
  });

  it.each([
    [{ Prefix: "a/b" }, /^a\/b\/[\da-f-]{36}\/manifest\.json$/],
    [{ Prefix: "a/" }, /^a\/[\da-f-]{36}\/manifest\.json$/],
    [{ Prefix: "" }, /^[\da-f-]{36}\/manifest\.json$/],
    [{}, /^[\da-f-]{36}\/manifest\.json$/],
  ])("stands below %j", async (prefix, key) => {
    const Resource = "arn:aws:states:::s3:putObject";
    const { output } = await run(
      { ResultWriter: { Resource, Parameters: { Bucket: "out", ...prefix } } },
      { input: [1] },
    );
    expect(output.ResultWriterDetails.Key).toMatch(key);
  });

  it("holds the items that were not begun, where the run failed", async () => {
    const more = { ...writer(), MaxConcurrency: 1 };
    const { maps } = await run(more, { input: [1, 2, 4], task: odd }, lambda);
    const key = Object.keys(maps.written).find((found) => found.endsWith("PENDING_0.json"));
    expect(JSON.parse(maps.written[key!]!)).toMatchObject([{ Input: "2", Status: "PENDING" }, { Input: "4" }]);
  });

  it("fails the run where it cannot be written", async () => {
    const { end, events } = await run(writer(undefined, "missing"), { input: [1] });
    expect(end).toMatchObject({ error: "States.ResultWriterFailed", cause: "The specified bucket does not exist" });
    expect(types(events).slice(-3)).toEqual(["MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
  });
});

describe("a map run that is called off", () => {
  it("ends with its execution, and so do its children", async () => {
    const machine = { ...map({ MaxConcurrency: 2 }, { Type: "Wait", Seconds: 10, End: true }), TimeoutSeconds: 15 };
    const { end, maps } = await execute(machine, { input: [1, 2, 3, 4, 5] });
    expect(end.status).toBe("TIMED_OUT");
    expect(maps.runs[0]!.status).toBe("ABORTED");
    const ends = maps.runs[0]!.children.map((child) => child.end?.status);
    expect(ends).toEqual(["SUCCEEDED", "SUCCEEDED", "ABORTED", "ABORTED"]);
    expect(maps.runs[0]!.run.itemCounts).toMatchObject({ total: 5, succeeded: 2, aborted: 2, pending: 1, running: 0 });
  });

  it("is told of where another branch fails", async () => {
    const branch = map({}, { Type: "Wait", Seconds: 100, End: true });
    const { events, maps } = await execute(
      {
        StartAt: "P",
        States: {
          P: {
            Type: "Parallel",
            Branches: [
              { StartAt: "M", States: branch.States },
              { StartAt: "W", States: { W: { Type: "Wait", Seconds: 1, Next: "F" }, F: { Type: "Fail" } } },
            ],
            End: true,
          },
        },
      },
      { input: [1] },
    );
    expect(types(events).slice(-5)).toEqual([
      "FailStateEntered",
      "MapRunAborted",
      "MapStateAborted",
      "ParallelStateFailed",
      "ExecutionFailed",
    ]);
    expect(maps.runs[0]).toMatchObject({ status: "ABORTED", children: [{ end: { status: "ABORTED" } }] });
  });

  it("goes by the bounds that it is given on the way", async () => {
    const found: ReturnType<typeof testMapHost>[] = [];
    const slow: Setting["task"] = (value, _name, _call, host) =>
      new Promise((resolve) => {
        host.sleep(10_000, () => resolve(value));
        if (value === 2) found[0]!.runs[0]!.run.update({ maxConcurrency: 3 });
      });
    const setting: Setting = { input: [1, 2, 3, 4], task: slow, onMaps: (maps) => void found.push(maps) };
    const { events, maps } = await run({ MaxConcurrency: 1 }, setting, lambda);
    expect(seconds(events, "ExecutionSucceeded")).toEqual([20]);
    expect(maps.runs[0]!.run.limits.maxConcurrency).toBe(3);
  });
});

describe("the concurrency of a Map, distributed or inline", () => {
  const inline = { ItemProcessor: { StartAt: "S", States: { S: pass } } };

  it.each<[Json, string | undefined]>([
    ["1", undefined],
    [0, undefined],
    [-1, "Expected non-negative integer for MaxConcurrency, got '-1' instead."],
    ["x", 'The MaxConcurrencyPath field refers to value "x" which is not a valid integer: $.n'],
    [{}, 'The MaxConcurrencyPath field refers to value "{}" which is not a valid integer: $.n'],
    [1.5, 'The MaxConcurrencyPath field refers to value "1.5" which is not a valid integer: $.n'],
  ])("by the path of %j ends with %s", async (n, cause) => {
    const where = "An error occurred while executing the state 'M' (entered at the event id #2). ";
    for (const more of [{}, inline]) {
      const { end, events } = await run(
        { MaxConcurrencyPath: "$.n", ItemsPath: "$.items", ...more },
        { input: { n, items: [1] } },
      );
      expect(end.cause).toBe(cause && where + cause);
      if (cause) expect(types(events)).toEqual(["ExecutionStarted", "MapStateEntered", "ExecutionFailed"]);
    }
  });
});
