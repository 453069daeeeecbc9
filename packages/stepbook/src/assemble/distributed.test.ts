import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { executionInput, format, lambda, local, map, pass, s3, virtual, workflow } from "../index";
import type { Any } from "../placeholders/any";
import { variable } from "../placeholders/sources";
import type { Sequence } from "../steps/step";

const input = executionInput({ bucket: String, most: Number, names: [String] });
const folder = mkdtempSync(join(tmpdir(), "stepbook-"));
mkdirSync(join(folder, "photos"));
afterAll(() => rmSync(folder, { recursive: true }));
const files: { readonly [name: string]: string } = {
  "in/a.txt": "a",
  "list.json": '{"orders":[{"n":1},{"n":2}]}',
  "list.jsonl": '{"n":1}\n{"n":2}\n',
  "list.csv": "n;m\n1;2\n3;4\n",
};
mkdirSync(join(folder, "photos", "in"));
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "photos", name), text);

const given = { bucket: "photos", most: 2, names: ["a", "b", "c"] };
const backend = () =>
  local({
    s3: folder,
    clock: virtual(),
    functions: {
      twice: ({ v }: Any) => v + v,
      fail: () => {
        throw new Error("no");
      },
    },
  });
const run = async (...steps: Sequence[]) =>
  (await workflow("test", { input, steps, on: backend() }).execute(given)).output() as Promise<Any>;
const stateOf = (step: Sequence & { readonly id: string }) =>
  workflow("test", { input, steps: step }).definition.States[step.id] as Any;

describe("a distributed Map", () => {
  it("says every field", () => {
    const step = map("M", {
      mode: "distributed",
      executionType: "EXPRESS",
      label: "all",
      items: s3.csv({ bucket: input.bucket, key: "list.csv", headers: ["n"], delimiter: "PIPE", maxItems: input.most }),
      itemSelector: (row, index) => ({ row, index }),
      itemBatcher: { maxItemsPerBatch: input.most, maxInputBytesPerBatch: 1000, batchInput: { most: input.most } },
      maxConcurrency: input.most,
      toleratedFailureCount: input.most,
      toleratedFailurePercentage: 12.5,
      results: s3.results({ bucket: input.bucket, prefix: "out/", outputType: "JSONL", transformation: "COMPACT" }),
      each: (batch) => pass("P", { output: batch.Items }),
    });
    const most = "{% $states.context.Execution.Input.most %}";
    const Bucket = "{% $states.context.Execution.Input.bucket %}";
    expect(stateOf(step)).toEqual({
      Type: "Map",
      Label: "all",
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        Arguments: { Bucket, Key: "list.csv" },
        ReaderConfig: {
          InputType: "CSV",
          CSVHeaderLocation: "GIVEN",
          CSVHeaders: ["n"],
          CSVDelimiter: "PIPE",
          MaxItems: most,
        },
      },
      ItemSelector: {
        row: "{% $states.context.Map.Item.Value %}",
        index: "{% $states.context.Map.Item.Index %}",
      },
      ItemBatcher: { MaxItemsPerBatch: most, MaxInputBytesPerBatch: 1000, BatchInput: { most } },
      MaxConcurrency: most,
      ToleratedFailureCount: most,
      ToleratedFailurePercentage: 12.5,
      ResultWriter: {
        Resource: "arn:aws:states:::s3:putObject",
        Arguments: { Bucket, Prefix: "out/" },
        WriterConfig: { OutputType: "JSONL", Transformation: "COMPACT" },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
        StartAt: "P",
        States: { P: { Type: "Pass", Output: "{% $states.input.Items %}", End: true } },
      },
      End: true,
    });
    expect(workflow("test", { input, steps: step }).validate()).toEqual([]);
  });

  const readers: [string, Any, unknown][] = [
    ["objects", s3.objects({ bucket: input.bucket, prefix: "in/" }), ["in/a.txt"]],
    ["a JSON file", s3.json({ bucket: "photos", key: "list.json", itemsPointer: "/orders" }), [{ n: 1 }, { n: 2 }]],
    ["a JSON Lines file", s3.jsonLines({ bucket: "photos", key: "list.jsonl", maxItems: 1 }), [{ n: 1 }]],
    [
      "a CSV file",
      s3.csv({ bucket: "photos", key: "list.csv", delimiter: "SEMICOLON" }),
      [
        { n: "1", m: "2" },
        { n: "3", m: "4" },
      ],
    ],
  ];
  it.each(readers)("reads %s", async (name, items, expected) => {
    const each = (item: Any) => pass("P", { output: name === "objects" ? item.Key : item });
    expect(await run(map("M", { mode: "distributed", items, each }))).toEqual(expected);
  });

  it("is given what its steps refer to outside: the input, outputs, variables, items and the index", async () => {
    const turns = variable("turns", Number);
    const before = pass("Before", { output: { a: { b: 1 } }, assign: { turns: 7 } });
    const inner = (name: Any, index: Any) =>
      map("Inner", {
        mode: "distributed",
        items: [10],
        each: (ten) => [
          pass("Between", { output: {} }),
          pass("P", { output: [name, index, ten, input.most, before.output.a.b, turns, format("{}!", name)] }),
        ],
      });
    const outer = map("Outer", { mode: "distributed", items: input.names, each: inner });
    const row = (name: string, index: number) => [[name, index, 10, 2, 1, 7, `${name}!`]];
    expect(await run(before, pass("Other", { output: {} }), outer)).toEqual([row("a", 0), row("b", 1), row("c", 2)]);
  });

  it("works on batches, to which what is outside is given once", async () => {
    const all = map("M", {
      mode: "distributed",
      items: input.names,
      itemSelector: (name, index) => ({ name, index }),
      itemBatcher: { maxItemsPerBatch: 2, batchInput: { input: "mine" } },
      each: (batch) => [
        pass("First", { output: {} }),
        pass("P", { output: [batch.Items.at(-1), batch.BatchInput.input, input.most] }),
      ],
    });
    expect(await run(all)).toEqual([
      [{ name: "b", index: 1 }, "mine", 2],
      [{ name: "c", index: 2 }, "mine", 2],
    ]);
  });

  it("tolerates failures, and writes its results", async () => {
    const all = map("M", {
      mode: "distributed",
      items: input.names,
      toleratedFailurePercentage: 100,
      results: s3.results({ bucket: "photos", prefix: "out" }),
      each: () => lambda.invoke("F", { functionName: "fail" }),
    });
    const { ResultWriterDetails } = await run(all);
    expect(ResultWriterDetails.Bucket).toBe("photos");
    const manifest = JSON.parse(readFileSync(join(folder, "photos", ResultWriterDetails.Key), "utf8"));
    expect(manifest.ResultFiles.FAILED).toHaveLength(1);
  });

  const each = () => pass("P");
  const refused: [string, () => unknown, RegExp][] = [
    [
      "a data set in an inline Map",
      () => map("M", { items: s3.objects({ bucket: "b" }), each }),
      /only a distributed Map takes a data set in S3\. Add mode: "distributed"/,
    ],
    ["a label in an inline Map", () => map("M", { items: [], label: "a", each }), /only a distributed Map takes label/],
    [
      "an unknown mode",
      () => map("M", { items: [], mode: "DISTRIBUTED" as Any, each }),
      /mode is "inline" or "distributed"/,
    ],
    [
      "a long label",
      () => map("M", { mode: "distributed", items: [], label: "a".repeat(41), each }),
      /label is a string of 1 to 40/,
    ],
    [
      "a batcher without a bound",
      () => map("M", { mode: "distributed", items: [], itemBatcher: {}, each }),
      /itemBatcher needs maxItemsPerBatch or/,
    ],
    [
      "a percentage over 100",
      () => map("M", { mode: "distributed", items: [], toleratedFailurePercentage: 101, each }),
      /toleratedFailurePercentage must be a number from 0 to 100/,
    ],
    [
      "a negative concurrency",
      () => map("M", { items: [], maxConcurrency: -1, each }),
      /maxConcurrency must be a whole number of at least 0/,
    ],
    ["a bucket left out", () => s3.objects({} as Any), /^s3\.objects\(…\) needs bucket/],
    [
      "a misspelled parameter",
      () => s3.json({ bucket: "b", key: "k", itemPointer: "/a" } as Any),
      /Did you mean "itemsPointer"/,
    ],
    [
      "results that are none",
      () => map("M", { mode: "distributed", items: [], results: { bucket: "b" } as Any, each }),
      /results is made by s3\.results/,
    ],
    [
      "Athena's manifest without a type",
      () => s3.manifest({ bucket: "b", key: "k", manifestType: "ATHENA_DATA" }),
      /needs inputType/,
    ],
    [
      "the index of a batch",
      () =>
        stateOf(
          map("M", {
            mode: "distributed",
            items: [1],
            itemBatcher: { maxItemsPerBatch: 2 },
            each: ((_: Any, index: Any) => pass("P", { output: index })) as Any,
          }),
        ),
      /"P" uses the index in "M", whose executions work on batches/,
    ],
  ];
  it.each(refused)("refuses %s", (_name, act, message) => expect(act).toThrow(message));
});
