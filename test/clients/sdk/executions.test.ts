import { lookup } from "node:dns";
import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import * as sfn from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { client, connect, create, machine, nowhere, pass, refuses, settled, start, states, wait } from "./service";

describe("executions", () => {
  it("are started, described, listed and stopped", async () => {
    const stateMachineArn = await create("stopping", wait);
    const request = { stateMachineArn, name: "one", input: "1" };
    const started = await client.send(new sfn.StartExecutionCommand(request));
    expect(await client.send(new sfn.StartExecutionCommand(request))).toMatchObject({ startDate: started.startDate });
    await refuses(sfn.ExecutionAlreadyExists, client.send(new sfn.StartExecutionCommand({ ...request, input: "2" })));
    await refuses(sfn.InvalidExecutionInput, client.send(new sfn.StartExecutionCommand({ ...request, input: "{" })));
    const { executionArn } = started;
    const { stopDate } = await client.send(new sfn.StopExecutionCommand({ executionArn, error: "E", cause: "C" }));
    expect(await settled(executionArn!)).toMatchObject({ status: "ABORTED", error: "E", cause: "C", stopDate });
    const found: (string | undefined)[] = [];
    for await (const { executions = [] } of sfn.paginateListExecutions(
      { client, pageSize: 1 },
      { stateMachineArn, statusFilter: "ABORTED" },
    ))
      found.push(...executions.map((one) => one.executionArn));
    expect(found).toEqual([executionArn]);
    await refuses(
      sfn.StateMachineDoesNotExist,
      client.send(new sfn.ListExecutionsCommand({ stateMachineArn: nowhere })),
    );
    const gone = { executionArn: `${states}:execution:stopping:nobody` };
    await refuses(sfn.ExecutionDoesNotExist, client.send(new sfn.DescribeExecutionCommand(gone)));
    await refuses(sfn.ExecutionDoesNotExist, client.send(new sfn.StopExecutionCommand(gone)));
  });

  it("tell their histories, forwards and backwards", async () => {
    const executionArn = await start(await create("told"), '{"n": 1}');
    await settled(executionArn);
    const events: sfn.HistoryEvent[] = [];
    for await (const page of sfn.paginateGetExecutionHistory({ client, pageSize: 2 }, { executionArn }))
      events.push(...(page.events ?? []));
    expect(events.map(({ type }) => type)).toEqual([
      ...["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
    ]);
    expect(events[0]).toMatchObject({
      timestamp: expect.any(Date),
      executionStartedEventDetails: { input: '{"n": 1}', inputDetails: { truncated: false } },
    });
    const ask = { executionArn, reverseOrder: true };
    const backwards = await client.send(new sfn.GetExecutionHistoryCommand(ask));
    expect(backwards.events).toEqual([...events].reverse());
    const of = await client.send(new sfn.DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(of).toMatchObject({ name: "told", definition: pass, updateDate: expect.any(Date) });
    await refuses(
      sfn.InvalidToken,
      client.send(new sfn.GetExecutionHistoryCommand({ executionArn, nextToken: "none" })),
    );
  });

  it("go on where they failed", async () => {
    const task = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "second", Payload: { key: "sdk" } },
      End: true,
    };
    const executionArn = await start(await create("redriven", machine({ Try: task })));
    expect(await settled(executionArn)).toMatchObject({ status: "FAILED", redriveStatus: "REDRIVABLE" });
    const redrive = () => client.send(new sfn.RedriveExecutionCommand({ executionArn }));
    const { redriveDate } = await redrive();
    expect(await settled(executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, redriveDate });
    await refuses(sfn.ExecutionNotRedrivable, redrive());
  });

  it("of EXPRESS machines are waited for, by either name of the server", async () => {
    const stateMachineArn = await create("fast", pass, { type: "EXPRESS" });
    const asked: string[] = [];
    const resolved: LookupFunction = (host, options, tell) => {
      asked.push(host);
      lookup(host.replace(/^sync-/, ""), options, tell);
    };
    const prefixed = connect({
      disableHostPrefix: false,
      requestHandler: { httpAgent: new Agent({ lookup: resolved }) },
    });
    for (const one of [client, prefixed])
      expect(await one.send(new sfn.StartSyncExecutionCommand({ stateMachineArn }))).toMatchObject({
        status: "SUCCEEDED",
        output: '"hello"',
        stopDate: expect.any(Date),
        billingDetails: { billedMemoryUsedInMB: expect.any(Number) },
      });
    expect(asked).toEqual(["sync-127.0.0.1"]);
    await refuses(
      sfn.StateMachineTypeNotSupported,
      client.send(new sfn.StartSyncExecutionCommand({ stateMachineArn: await create("slow") })),
    );
  });
});

describe("map runs", () => {
  it("are listed, described and changed while they run", async () => {
    const orders = {
      Type: "Map",
      Label: "Orders",
      MaxConcurrency: 1,
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "JSON" },
        Parameters: { Bucket: "orders", Key: "orders.json" },
      },
      ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...JSON.parse(wait) },
      End: true,
    };
    const executionArn = await start(await create("held", machine({ Orders: orders })));
    const runs = async () => {
      const all: sfn.MapRunListItem[] = [];
      for await (const page of sfn.paginateListMapRuns({ client }, { executionArn })) all.push(...(page.mapRuns ?? []));
      return all;
    };
    await expect.poll(runs, { timeout: 20_000 }).toHaveLength(1);
    const mapRunArn = (await runs())[0]?.mapRunArn;
    const describeRun = () => client.send(new sfn.DescribeMapRunCommand({ mapRunArn }));
    await expect.poll(describeRun, { timeout: 20_000 }).toMatchObject({ executionCounts: { running: 1 } });
    await client.send(new sfn.UpdateMapRunCommand({ mapRunArn, maxConcurrency: 3, toleratedFailurePercentage: 1.5 }));
    await expect.poll(describeRun, { timeout: 20_000 }).toMatchObject({
      status: "RUNNING",
      maxConcurrency: 3,
      toleratedFailurePercentage: 1.5,
      executionCounts: { running: 3 },
      startDate: expect.any(Date),
    });
    await client.send(new sfn.StopExecutionCommand({ executionArn }));
    const gone = { mapRunArn: `${states}:mapRun:held/Orders:8f1c2d1e-0b5c-3a55-9d52-5d1f0b2f7a10` };
    await refuses(sfn.ResourceNotFound, client.send(new sfn.DescribeMapRunCommand(gone)));
    await refuses(sfn.ResourceNotFound, client.send(new sfn.UpdateMapRunCommand({ ...gone, maxConcurrency: 1 })));
  });
});
