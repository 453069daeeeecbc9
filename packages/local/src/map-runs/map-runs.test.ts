import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { StateMachine } from "@stepbook/asl";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeEach, describe, expect, it } from "vitest";
import { create, rejection, settled } from "../../test/execute";
import { createLocalStepFunctions, createS3, failing, type LocalOptions, type S3, virtual } from "../index";

let s3: S3;

beforeEach(async () => {
  s3 = createS3();
  for (const Bucket of ["data", "out"]) await s3.createBucket({ Bucket });
});

const put = (key: string, content: string | Uint8Array, bucket = "data") => {
  const path = join(s3.folder, bucket, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

const map = (more: object, state: object = { Type: "Pass" }, type = "STANDARD"): StateMachine =>
  ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: type },
          StartAt: "S",
          States: { S: { ...state, End: true } },
        },
        End: true,
        ...more,
      },
    },
  }) as unknown as StateMachine;

const execute = async (machine: StateMachine, input: unknown = {}, options: LocalOptions = {}) => {
  const api = createLocalStepFunctions({ clock: virtual(), seed: 1, s3, ...options });
  const stateMachineArn = await create(api, machine);
  const { executionArn } = await api.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  const described = await settled(api, executionArn);
  return { ...described, api, executionArn, stateMachineArn };
};

const reader = (ReaderConfig: object, Key = "file", more: object = {}) => ({
  ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig, Parameters: { Bucket: "data", Key } },
  ...more,
});

/** The items that an ItemReader gives, or its error. */
const read = async (more: object) => {
  const { status, output, error, cause } = await execute(map(more));
  return status === "SUCCEEDED" ? (JSON.parse(output!) as unknown[]) : `${error}: ${cause}`;
};

describe("an ItemReader", () => {
  it("reads CSV by the header in its first row", async () => {
    put("file", '\ufeffid,name\r\n1,"a ""b"", c"\r\n\r\n2\r\n3,x,more\r\n"4","two\nlines"');
    expect(await read(reader({ InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" }))).toEqual([
      { id: "1", name: 'a "b", c' },
      { id: "2", name: "" },
      { id: "3", name: "x" },
      { id: "4", name: "two\nlines" },
    ]);
  });

  it.each([
    ["COMMA", ","],
    ["PIPE", "|"],
    ["SEMICOLON", ";"],
    ["SPACE", " "],
    ["TAB", "\t"],
  ])("reads CSV by a header that is given, between each %s", async (CSVDelimiter, char) => {
    put("file", `1${char}2\n3${char}4\n`);
    const config = { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["a", "b", "c"], CSVDelimiter };
    expect(await read(reader(config))).toEqual([
      { a: "1", b: "2", c: "" },
      { a: "3", b: "4", c: "" },
    ]);
  });

  it("refuses a header with a name twice", async () => {
    put("file", "a,b,a\n1,2,3");
    const config = { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" };
    expect(await read(reader(config))).toBe("States.ItemReaderFailed: CSV headers cannot contain duplicates.");
  });

  it("takes a header such as __proto__ as any other", async () => {
    put("file", "__proto__,constructor\n1,2");
    const config = { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" };
    const { output } = await execute(map(reader(config)));
    expect(output).toBe('[{"__proto__":"1","constructor":"2"}]');
  });

  it("reads JSON: a list, an object's members, or what a pointer leads to", async () => {
    put("file", '{"a":[1,2],"b":{"c~/d":[3]}}');
    expect(await read(reader({ InputType: "JSON" }))).toEqual([
      { Key: "a", Value: [1, 2] },
      { Key: "b", Value: { "c~/d": [3] } },
    ]);
    expect(await read(reader({ InputType: "JSON", ItemsPointer: "/a" }))).toEqual([1, 2]);
    expect(await read(reader({ InputType: "JSON", ItemsPointer: "/b/c~0~1d" }))).toEqual([3]);
    expect(await read(reader({ InputType: "JSON", ItemsPointer: "/b/constructor" }))).toMatch(
      /^States.ItemReaderFailed: .*leads to nothing/,
    );
  });

  it.each([
    ["5", /: Attempting to map over non-iterable node\.$/],
    ['"text"', /: Attempting to map over non-iterable node\.$/],
    ["[1,", /: Unable to parse S3:\/\/data\/file as JSON: /],
  ])("refuses %s as JSON", async (text, message) => {
    put("file", text);
    expect(await read(reader({ InputType: "JSON" }))).toMatch(message);
  });

  it("reads JSON Lines, and says which line is none", async () => {
    put("file", '{"a":1}\r\n\n[2]\n"x"');
    expect(await read(reader({ InputType: "JSONL" }))).toEqual([{ a: 1 }, [2], "x"]);
    put("file", '{"a":1}\n{');
    expect(await read(reader({ InputType: "JSONL" }))).toMatch(
      /^States.ItemReaderFailed: Unable to parse line 2 of S3:\/\/data\/file/,
    );
  });

  it("reads Parquet", async () => {
    const columns = [
      { name: "id", data: [1n, 2n], type: "INT64" },
      { name: "name", data: ["a", "é"], type: "STRING" },
    ] as const;
    put("file", new Uint8Array(parquetWriteBuffer({ columnData: columns as never })));
    expect(await read(reader({ InputType: "PARQUET" }))).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: "é" },
    ]);
    put("file", "no parquet");
    expect(await read(reader({ InputType: "PARQUET" }))).toMatch(
      /^States.ItemReaderFailed: Unable to read S3:\/\/data\/file as Parquet/,
    );
  });

  it("reads an inventory of S3 by its manifest", async () => {
    put("inventory/1.csv.gz", gzipSync('"b","k%201","5"\n"b","k2","6"\n'));
    put(
      "file",
      JSON.stringify({
        destinationBucket: "arn:aws:s3:::data",
        fileFormat: "CSV",
        fileSchema: "Bucket, Key, Size",
        files: [{ key: "inventory/1.csv.gz" }],
      }),
    );
    const expected = [
      { Bucket: "b", Key: "k%201", Size: "5" },
      { Bucket: "b", Key: "k2", Size: "6" },
    ];
    expect(await read(reader({ InputType: "MANIFEST" }))).toEqual(expected);
    expect(await read(reader({ ManifestType: "S3_INVENTORY" }))).toEqual(expected);
    put("file", "{}");
    expect(await read(reader({ InputType: "MANIFEST" }))).toMatch(/no list of files/);
  });

  it("reads what Athena unloaded by its manifest", async () => {
    put("unload/1", '{"a":1}\n');
    put("unload/2", '{"a":2}\n');
    put("file", "s3://data/unload/1\ns3://data/unload/2\n");
    expect(await read(reader({ ManifestType: "ATHENA_DATA", InputType: "JSONL" }))).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await read(reader({ ManifestType: "ATHENA_DATA", InputType: "JSON" }))).toMatch(
      /InputType is one of CSV, JSONL, PARQUET/,
    );
  });

  const list = (ReaderConfig: object = {}) => ({
    ItemReader: {
      Resource: "arn:aws:states:::s3:listObjectsV2",
      ReaderConfig,
      Parameters: { Bucket: "data", Prefix: "in/" },
    },
    ItemSelector: { "value.$": "$$.Map.Item.Value", "source.$": "$$.Map.Item.Source" },
  });

  it("lists the objects of a bucket", async () => {
    put("in/b", "hello");
    put("in/a/1", "x");
    put("other", "x");
    const items = (await read(list())) as { value: object; source: string }[];
    expect(items.map(({ source }) => source)).toEqual(["S3://data", "S3://data"]);
    expect(items[1]!.value).toEqual({
      Etag: '"5d41402abc4b2a76b9719d911017c592"',
      Key: "in/b",
      LastModified: expect.any(Number),
      Size: 5,
      StorageClass: "STANDARD",
    });
  });

  it("loads the items of all objects that it lists", async () => {
    put("in/b.csv", "n\n3");
    put("in/a.csv", "n\n1\n2");
    const config = { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW", Transformation: "LOAD_AND_FLATTEN" };
    expect(await read(list(config))).toEqual([
      { value: { n: "1" }, source: "S3://data/in/a.csv" },
      { value: { n: "2" }, source: "S3://data/in/a.csv" },
      { value: { n: "3" }, source: "S3://data/in/b.csv" },
    ]);
    expect(await read(list({ ...config, MaxItems: 2 }))).toHaveLength(2);
  });

  it("fails in AWS's words where there is nothing to read", async () => {
    expect(await read(reader({ InputType: "JSON" }, "nothing"))).toMatch(
      /^States.ItemReaderFailed: The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: /,
    );
    const elsewhere = reader({ InputType: "JSON" });
    Object.assign(elsewhere.ItemReader.Parameters, { Bucket: "nowhere" });
    expect(await read(elsewhere)).toMatch(/^States.ItemReaderFailed: The specified bucket does not exist/);
  });

  it("reads no more of a file than it needs", async () => {
    put("file", `${"1\n".repeat(100_000)}{`);
    expect(await read(reader({ InputType: "JSONL", MaxItems: 3 }))).toEqual([1, 1, 1]);
  });
});

describe("a map run", () => {
  const double = { functions: { double: (n: number) => (n < 0 ? Promise.reject(new Error("negative")) : 2 * n) } };
  const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:double" };

  it("is described with its counts, its bounds and its children", async () => {
    const machine = map({ Label: "L", ToleratedFailurePercentage: 50, MaxConcurrency: 7 }, task);
    const { api, executionArn, status, stateMachineArn } = await execute(machine, [1, -1, 2], double);
    expect(status).toBe("SUCCEEDED");
    const { mapRuns } = await api.listMapRuns({ executionArn });
    const { mapRunArn } = mapRuns[0]!;
    expect(mapRuns).toEqual([
      {
        executionArn,
        mapRunArn,
        stateMachineArn: `${stateMachineArn}/L`,
        startDate: expect.any(Date),
        stopDate: expect.any(Date),
      },
    ]);
    const counts = {
      total: 3,
      succeeded: 2,
      failed: 1,
      aborted: 0,
      pending: 0,
      running: 0,
      timedOut: 0,
      resultsWritten: 0,
      failuresNotRedrivable: 0,
      pendingRedrive: 0,
    };
    expect(await api.describeMapRun({ mapRunArn })).toEqual({
      mapRunArn,
      executionArn,
      status: "SUCCEEDED",
      startDate: expect.any(Date),
      stopDate: expect.any(Date),
      maxConcurrency: 7,
      toleratedFailureCount: 0,
      toleratedFailurePercentage: 50,
      itemCounts: counts,
      executionCounts: counts,
      redriveCount: 0,
    });
    const { executions } = await api.listExecutions({ mapRunArn });
    expect(executions.map((one) => [one.status, one.itemCount, one.mapRunArn])).toEqual([
      ["SUCCEEDED", 1, mapRunArn],
      ["FAILED", 1, mapRunArn],
      ["SUCCEEDED", 1, mapRunArn],
    ]);
    const [failed] = (await api.listExecutions({ mapRunArn, statusFilter: "FAILED" })).executions;
    const child = await api.describeExecution({ executionArn: failed!.executionArn });
    expect(child).toMatchObject({ mapRunArn, input: "-1", error: "Error", stateMachineArn: `${stateMachineArn}/L` });
    const { events } = await api.getExecutionHistory({ executionArn: failed!.executionArn });
    expect(events.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionFailed",
      "ExecutionFailed",
    ]);
    expect((await api.listExecutions({ stateMachineArn })).executions).toHaveLength(1);
  });

  it("keeps nothing of its children's histories where only results are wanted", async () => {
    const { api, executionArn } = await execute(map({}), [1], { children: "result" });
    const { mapRunArn } = (await api.listMapRuns({ executionArn })).mapRuns[0]!;
    const { executions } = await api.listExecutions({ mapRunArn });
    expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
    expect((await api.getExecutionHistory(executions[0]!)).events).toEqual([]);
  });

  it("lists and describes its children of type EXPRESS, which have no history", async () => {
    const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f" };
    const functions = {
      f: (n: unknown) => {
        if (n === 2) throw new Error("no");
        return n;
      },
    };
    const { api, executionArn } = await execute(map({}, task, "EXPRESS"), [1, 2], { functions });
    const { mapRunArn } = (await api.listMapRuns({ executionArn })).mapRuns[0]!;
    const { executions } = await api.listExecutions({ mapRunArn, statusFilter: "FAILED" });
    expect(executions).toMatchObject([{ mapRunArn, itemCount: 1, redriveCount: 0 }]);
    const child = executions[0]!.executionArn;
    expect(child).toContain(":express:");
    expect(await api.describeExecution({ executionArn: child })).toMatchObject({
      status: "FAILED",
      error: "Error",
      input: "2",
      mapRunArn,
      redriveStatus: "REDRIVABLE_BY_MAP_RUN",
    });
    const express = "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";
    expect(await rejection(api.getExecutionHistory({ executionArn: child }))).toBe(express);
    expect(await rejection(api.stopExecution({ executionArn: child }))).toBe(express);
    expect(await rejection(api.redriveExecution({ executionArn: child }))).toBe(express);
  });

  it("counts the failures that can be redriven no more", async () => {
    const missing = { Type: "Pass", InputPath: "$.missing" };
    const clock = virtual();
    const { api, executionArn } = await execute(map({}, missing), [1, 2], { clock });
    const { mapRunArn } = (await api.listMapRuns({ executionArn })).mapRuns[0]!;
    const lost = async () => {
      const { itemCounts, executionCounts } = await api.describeMapRun({ mapRunArn });
      return [itemCounts.failuresNotRedrivable, executionCounts.failuresNotRedrivable];
    };
    expect(await lost()).toEqual([0, 0]);
    await new Promise<void>((resolve) => clock.sleep(15 * 24 * 60 * 60 * 1000, resolve));
    expect((await lost())[1]).toBeGreaterThan(0);
  });

  it("may be given other bounds while it runs, and its children be stopped", async () => {
    const api = createLocalStepFunctions({ s3, functions: { wait: () => new Promise(() => undefined) } });
    const waiting = { ...task, Resource: task.Resource.replace("double", "wait") };
    const stateMachineArn = await create(api, map({ MaxConcurrency: 1 }, waiting));
    const { executionArn } = await api.startExecution({ stateMachineArn, input: "[1,2]" });
    const until = async (ready: () => Promise<boolean>) => {
      while (!(await ready())) await new Promise((resolve) => setImmediate(resolve));
    };
    await until(async () => (await api.listMapRuns({ executionArn })).mapRuns.length > 0);
    const { mapRunArn } = (await api.listMapRuns({ executionArn })).mapRuns[0]!;
    const running = async () => (await api.listExecutions({ mapRunArn, statusFilter: "RUNNING" })).executions;
    await until(async () => (await running()).length === 1);
    await api.updateMapRun({ mapRunArn, maxConcurrency: 2, toleratedFailureCount: 2 });
    await until(async () => (await running()).length === 2);
    expect((await api.describeMapRun({ mapRunArn })).itemCounts).toMatchObject({ running: 2, pending: 0 });
    for (const child of await running()) await api.stopExecution(child);
    expect((await settled(api, executionArn)).status).toBe("SUCCEEDED");
    expect((await api.describeMapRun({ mapRunArn })).itemCounts).toMatchObject({ aborted: 2 });
  });

  it("refuses what is not there, and bounds that are none", async () => {
    const { api, executionArn } = await execute(map({}), [1]);
    const { mapRunArn } = (await api.listMapRuns({ executionArn })).mapRuns[0]!;
    const of = (arn: string) => rejection(api.describeMapRun({ mapRunArn: arn }));
    expect(await of(mapRunArn.replace(/.$/, "_"))).toMatch(/^ResourceNotFound: /);
    expect(await of("x")).toMatch(/^InvalidArn: /);
    expect(await rejection(api.updateMapRun({ mapRunArn }))).toMatch(/^ValidationException: /);
    expect(await rejection(api.updateMapRun({ mapRunArn, toleratedFailurePercentage: 101 }))).toMatch(/from 0 to 100/);
    expect(await rejection(api.listExecutions({}))).toBe(
      "ValidationException: Must provide a StateMachine ARN or MapRun ARN",
    );
  });

  it("writes its results into S3", async () => {
    const writer = {
      ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "out", Prefix: "jobs" } },
    };
    const { output } = await execute(map(writer, task, "EXPRESS"), [1, 2], double);
    const { ResultWriterDetails } = JSON.parse(output!);
    const body = async (Key: string) => JSON.parse((await s3.getObject({ Bucket: "out", Key })).Body.toString());
    const manifest = await body(ResultWriterDetails.Key);
    const [{ Key, Size }] = manifest.ResultFiles.SUCCEEDED;
    expect((await body(Key)).map((one: { Output: string }) => one.Output)).toEqual(["2", "4"]);
    expect((await s3.headObject({ Bucket: "out", Key })).ContentLength).toBe(Size);
    writer.ResultWriter.Parameters.Bucket = "nowhere";
    const failed = await execute(map(writer), [1]);
    expect(failed).toMatchObject({ error: "States.ResultWriterFailed" });
  });

  it("retries within its children", async () => {
    const functions = { flaky: failing(2, "Flaky", ({ n }: { n: number }) => n) };
    const Retry = [{ ErrorEquals: ["Flaky"] }];
    const state = { ...task, Resource: task.Resource.replace("double", "flaky"), Retry };
    expect((await execute(map({ MaxConcurrency: 1 }, state), [{ n: 5 }], { functions })).output).toBe("[5]");
  });
});
