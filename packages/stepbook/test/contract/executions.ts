import type { ExecutionStatus } from "@stepbook/asl";
import { expect } from "vitest";
import { fail, lambda, pass, succeed, wait } from "../../src/index";
import { type Behaviour, codeOf, create, ended, machineArn, make, waiting } from "./behaviour";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const minimal = { StartAt: "A", States: { A: { Type: "Pass", End: true } } } as const;
const long = { StartAt: "A", States: { A: { Type: "Wait", Seconds: 600, End: true } } } as const;

/** Executions: started, described, listed, followed, stopped. */
export const executions: readonly Behaviour[] = [
  {
    title: "runs to the end and gives the output",
    async test(on) {
      const hello = make(on, "runs", [pass("A"), pass("B", { output: { hello: "world" } }), succeed("C")]);
      await hello.create();
      const execution = await hello.execute({ n: 1 });
      expect(await execution.output()).toEqual({ hello: "world" });
      expect(execution.status).toBe("SUCCEEDED");
      expect(await execution.input()).toEqual({ n: 1 });
      expect(await execution.describe()).toMatchObject({
        name: execution.name,
        status: "SUCCEEDED",
        executionArn: `arn:aws:states:us-east-1:123456789012:execution:runs:${execution.name}`,
        stateMachineArn: machineArn("runs"),
        startDate: expect.any(Date),
        stopDate: expect.any(Date),
        inputDetails: { included: true },
        outputDetails: { included: true },
        redriveCount: 0,
        redriveStatus: "NOT_REDRIVABLE",
      });
      const events = await execution.listEvents();
      expect(new Set(events.map(({ step }) => step))).toEqual(new Set([undefined, "A", "B", "C"]));
      expect(events.filter(({ step }) => step === undefined).every(({ type }) => /^Execution/.test(type))).toBe(true);
      const types = events.map(({ type }) => type);
      expect(types[0]).toBe("ExecutionStarted");
      expect(types.at(-1)).toBe("ExecutionSucceeded");
    },
  },
  {
    title: "tells error, cause and the state of a failure",
    async test(on) {
      const broken = make(on, "fails", [pass("A"), fail("Broken", { error: "TooBig", cause: "11 is more than 10" })]);
      await broken.create();
      const execution = await broken.execute();
      await expect(execution.output()).rejects.toMatchObject({
        name: "ExecutionFailed",
        message: '"fails" failed in the state "Broken": TooBig: 11 is more than 10',
        error: "TooBig",
        cause: "11 is more than 10",
        state: "Broken",
        status: "FAILED",
      });
      expect(await execution.describe()).toMatchObject({
        status: "FAILED",
        error: "TooBig",
        cause: "11 is more than 10",
        stopDate: expect.any(Date),
        redriveStatus: "REDRIVABLE",
      });
    },
  },
  {
    title: "tells the state where a function failed",
    async test(on) {
      const call = lambda.invoke("Call", { functionName: "breaks", payload: { name: "Odd", message: "7 is odd" } });
      const broken = make(on, "function-fails", [pass("A"), call]);
      await broken.create();
      await expect((await broken.execute()).output()).rejects.toMatchObject({
        error: "Odd",
        state: "Call",
        cause: expect.stringContaining("7 is odd"),
      });
    },
  },
  {
    title: "a name of its own is always sent, so that a call that is sent again starts nothing twice",
    async test(on) {
      const sent: { name?: string }[] = [];
      const startExecution: typeof on.api.startExecution = (input) => {
        sent.push(input);
        return on.api.startExecution(input);
      };
      const spied = { ...on, api: { ...on.api, startExecution } };
      const named = make(spied, "names");
      await named.create();
      const first = await named.execute();
      const second = await named.execute();
      await named.execute({}, { name: "mine" });
      expect(sent.map(({ name }) => name)).toEqual([first.name, second.name, "mine"]);
      expect(first.name).toMatch(uuid);
      expect(second.name).toMatch(uuid);
      expect(first.name).not.toBe(second.name);
    },
  },
  {
    title: "the same name and input are the same execution while it runs, and are taken after that",
    async test({ api }) {
      const { stateMachineArn } = await create(api, "idempotent", long);
      const start = (input: string) => api.startExecution({ stateMachineArn, name: "once", input });
      const first = await start('{"n":1}');
      const { executionArn, startDate } = await start('{"n":1}');
      expect({ executionArn, startDate }).toEqual({ executionArn: first.executionArn, startDate: first.startDate });
      expect(await codeOf(start('{"n":2}'))).toBe("ExecutionAlreadyExists");
      await api.stopExecution(first);
      await ended(api, first.executionArn);
      expect(await codeOf(start('{"n":1}'))).toBe("ExecutionAlreadyExists");
    },
  },
  {
    title: "the service refuses by its own codes: an input, a name, what does not exist",
    async test({ api }) {
      const { stateMachineArn } = await create(api, "refuses", minimal);
      expect(await codeOf(api.startExecution({ stateMachineArn, name: "n", input: "{" }))).toBe(
        "InvalidExecutionInput",
      );
      expect(await codeOf(api.startExecution({ stateMachineArn, name: "bad name" }))).toBe("InvalidName");
      const executionArn = "arn:aws:states:us-east-1:123456789012:execution:refuses:nowhere";
      expect(await codeOf(api.describeExecution({ executionArn }))).toBe("ExecutionDoesNotExist");
      expect(await codeOf(api.getExecutionHistory({ executionArn }))).toBe("ExecutionDoesNotExist");
      expect(await codeOf(api.stopExecution({ executionArn }))).toBe("ExecutionDoesNotExist");
      expect(await codeOf(api.describeExecution({ executionArn: "x" }))).toBe("InvalidArn");
      const none = { stateMachineArn: machineArn("nowhere") };
      expect(await codeOf(api.listExecutions(none))).toBe("StateMachineDoesNotExist");
    },
  },
  {
    title: "stops a run, with error and cause",
    async test(on) {
      const slow = make(on, "stops", [wait("Long", { seconds: 600 })]);
      await slow.create();
      const execution = await slow.execute();
      await waiting(execution);
      await execution.stop({ error: "Enough", cause: "of this" });
      await expect(execution.output()).rejects.toMatchObject({ status: "ABORTED", error: "Enough", cause: "of this" });
      const last = (await execution.listEvents()).at(-1);
      expect(last?.event).toMatchObject({
        type: "ExecutionAborted",
        executionAbortedEventDetails: { error: "Enough", cause: "of this" },
      });
      await execution.stop({ error: "Again" });
      expect(await execution.describe()).toMatchObject({ status: "ABORTED", error: "Enough" });
    },
  },
  {
    title: "gives the events as they happen",
    async test(on) {
      const hello = make(on, "events", [pass("A"), wait("W", { seconds: 1 }), pass("B")]);
      await hello.create();
      const ids: number[] = [];
      const types: string[] = [];
      for await (const event of (await hello.execute()).events()) {
        ids.push(event.id);
        types.push(event.type);
      }
      expect(types[0]).toBe("ExecutionStarted");
      expect(types.at(-1)).toBe("ExecutionSucceeded");
      expect(types).toContain("WaitStateEntered");
      expect(ids).toEqual(ids.map((_, index) => index + 1));
    },
  },
  {
    title: "gives a history by pages, forwards and backwards, with data and without",
    async test({ api }) {
      const { stateMachineArn } = await create(api, "history", minimal);
      const { executionArn } = await api.startExecution({ stateMachineArn, name: "one", input: '{"n":1}' });
      await ended(api, executionArn);
      const read = async (more: object) => {
        const events = [];
        let nextToken: string | undefined;
        do {
          const page = await api.getExecutionHistory({ executionArn, ...more, ...(nextToken && { nextToken }) });
          events.push(...page.events);
          nextToken = page.nextToken;
        } while (nextToken);
        return events;
      };
      const all = await read({});
      expect(all.map(({ type }) => type)).toEqual([
        "ExecutionStarted",
        "PassStateEntered",
        "PassStateExited",
        "ExecutionSucceeded",
      ]);
      expect(all.map(({ id, previousEventId }) => [id, previousEventId])).toEqual([
        [1, 0],
        [2, 0],
        [3, 2],
        [4, 3],
      ]);
      expect(all.every(({ timestamp }) => timestamp instanceof Date)).toBe(true);
      expect(await read({ maxResults: 1 })).toEqual(all);
      expect(await read({ maxResults: 3, reverseOrder: true })).toEqual([...all].reverse());
      expect(all[1]).toMatchObject({ stateEnteredEventDetails: { name: "A", input: '{"n":1}' } });
      const bare = await read({ includeExecutionData: false });
      expect(bare[1]).toMatchObject({ stateEnteredEventDetails: { name: "A" } });
      expect(JSON.stringify(bare)).not.toMatch(/put"/);
    },
  },
  {
    title: "lists executions by status and by pages, the newest first",
    async test(on) {
      const hello = make(on, "lists", pass("A"));
      await hello.create();
      const names: string[] = [];
      for (let n = 0; n < 3; n++) {
        const execution = await hello.execute();
        await execution.output();
        names.unshift(execution.name);
      }
      const listed = async (status: ExecutionStatus) =>
        (await hello.listExecutions({ status })).map(({ name }) => name);
      expect(await listed("SUCCEEDED")).toEqual(names);
      expect(await listed("FAILED")).toEqual([]);
      const few = await hello.listExecutions({ limit: 2 });
      expect(few.map(({ name }) => name)).toEqual(names.slice(0, 2));
      expect(few.more).toBe(true);
      expect(few[0]).toMatchObject({ status: "SUCCEEDED", startDate: expect.any(Date), stopDate: expect.any(Date) });
      const stateMachineArn = machineArn("lists");
      const first = await on.api.listExecutions({ stateMachineArn, maxResults: 2 });
      const rest = await on.api.listExecutions({
        stateMachineArn,
        maxResults: 2,
        nextToken: first.nextToken as string,
      });
      expect([...first.executions, ...rest.executions].map(({ name }) => name)).toEqual(names);
      expect(rest.nextToken).toBeUndefined();
    },
  },
  {
    title: "gives the newest events first, and says whether there are more",
    async test(on) {
      const hello = make(on, "newest", [pass("A"), pass("B")]);
      await hello.create();
      const execution = await hello.execute();
      await execution.output();
      const types = (await execution.listEvents()).map(({ type }) => type);
      const newest = await execution.listEvents({ limit: 2, reverse: true });
      expect(newest.map(({ type }) => type)).toEqual(types.slice(-2).reverse());
      expect(newest.more).toBe(true);
    },
  },
  {
    title: "waits for an output no longer than it is told to, and the execution goes on",
    async test(on) {
      const slow = make(on, "patience", [wait("Long", { seconds: 600 })]);
      await slow.create();
      const execution = await slow.execute();
      await expect(execution.output({ timeoutSeconds: 0.2 })).rejects.toThrow(/goes on after 0\.2 seconds/);
      expect((await execution.describe()).status).toBe("RUNNING");
      await execution.stop();
    },
  },
  {
    title: "an input of more than 256 KiB is refused, and nothing is started",
    differs: "sizes",
    async test(on) {
      const large = make(on, "large");
      await large.create();
      await expect(large.execute({ text: "x".repeat(262_144) })).rejects.toThrow(/256 KiB|262144/);
      expect(await large.listExecutions()).toHaveLength(0);
    },
  },
  {
    title: "a state machine that is deleted ends with its executions, at their next step",
    differs: "deleting",
    async test(on) {
      const gone = make(on, "deleted-meanwhile", [wait("W", { seconds: 1 }), pass("B")]);
      await gone.create();
      const execution = await gone.execute();
      await gone.delete();
      const stateMachineArn = machineArn("deleted-meanwhile");
      expect((await on.api.describeStateMachine({ stateMachineArn })).status).toBe("DELETING");
      expect(await codeOf(on.api.startExecution({ stateMachineArn, name: "late" }))).toBe("StateMachineDeleting");
      await expect(execution.output()).rejects.toMatchObject({ status: "ABORTED" });
    },
  },
];
