import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { bin, testEnvironment } from "../../../scripts/setup/places.mjs";

const endpoint = process.env.STEPBOOK_ENDPOINT!;
const command = bin(testEnvironment, "aws");
const folder = mkdtempSync(join(tmpdir(), "stepbook-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * What a call finds that goes to the server's name with `sync-` before it, which nobody knows: a proxy is asked by any
 * name, and the server can be its own.
 */
const byAnyName = { HTTP_PROXY: endpoint };

const states = "arn:aws:states:us-east-1:123456789012";
const role = "arn:aws:iam::123456789012:role/steps";

/** A definition in a file, as the command line takes it. */
const file = (name: string, definition: object): string => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(definition));
  return `file://${path}`;
};

const pass = file("pass", { StartAt: "Say", States: { Say: { Type: "Pass", Result: { said: "hello" }, End: true } } });
const wait = file("wait", { StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 3600, End: true } } });
const wrong = file("wrong", { StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } });

const whereItIs = ["--endpoint-url", endpoint];

/** Runs `aws stepfunctions …`; the spaces of a line part its words. */
const run = async (line: string, more: readonly string[] = [], env: NodeJS.ProcessEnv = {}, where = whereItIs) => {
  const args = [...where, "stepfunctions", ...line.split(" "), ...more];
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { out, err: err.trim(), code };
};

/** What a command that succeeds prints, read as JSON. */
const aws = async (line: string, more?: readonly string[], env?: NodeJS.ProcessEnv) => {
  const { out, err, code } = await run(line, more, env);
  expect({ line, code, err }).toEqual({ line, code: 0, err: "" });
  return out === "" ? undefined : JSON.parse(out);
};

/** What a command that the service refuses prints. */
const refused = async (line: string, more?: readonly string[]): Promise<string> => {
  const { out, err, code } = await run(line, more);
  expect({ line, out, code }).toEqual({ line, out: "", code: 255 });
  return err;
};

const create = async (name: string, definition: string, more = "") => {
  const line = `create-state-machine --name ${name} --definition ${definition} --role-arn ${role}${more}`;
  return (await aws(line)).stateMachineArn as string;
};

const ended = async (arn: string) => {
  for (;;) {
    const execution = await aws(`describe-execution --execution-arn ${arn}`);
    if (execution.status !== "RUNNING") return execution;
  }
};

describe.concurrent("aws stepfunctions", () => {
  it("creates, updates, publishes and deletes", async () => {
    const arn = await create("machine", pass, " --tags key=team,value=a");
    expect(arn).toBe(`${states}:stateMachine:machine`);
    const updated = await aws(`update-state-machine --state-machine-arn ${arn} --definition ${wait}`);
    expect(updated).toMatchObject({ updateDate: expect.any(Number), revisionId: expect.any(String) });
    const version = await aws(`publish-state-machine-version --state-machine-arn ${arn} --description first`);
    expect(version.stateMachineVersionArn).toBe(`${arn}:1`);
    const routes = `stateMachineVersionArn=${arn}:1,weight=100`;
    const alias = await aws(`create-state-machine-alias --name live --routing-configuration ${routes}`);
    const described = await aws(`describe-state-machine --state-machine-arn ${alias.stateMachineAliasArn}`);
    expect(described).toMatchObject({ name: "machine", description: "first", status: "ACTIVE", roleArn: role });
    expect(JSON.parse(described.definition).StartAt).toBe("Wait");
    expect(await refused(`delete-state-machine-version --state-machine-version-arn ${arn}:1`)).toMatch(
      /^An error occurred \(ConflictException\) when calling the DeleteStateMachineVersion operation: Version to be deleted/,
    );
    expect(await aws(`delete-state-machine --state-machine-arn ${arn}`)).toBeUndefined();
    expect(await refused(`describe-state-machine --state-machine-arn ${arn}`)).toBe(
      `An error occurred (StateMachineDoesNotExist) when calling the DescribeStateMachine operation: State Machine Does Not Exist: '${arn}'`,
    );
  });

  it("starts, describes and lists executions, and tells their histories", async () => {
    const arn = await create("run", pass);
    const executions = [];
    for (const name of ["one", "two", "three"])
      executions.push(
        (await aws(`start-execution --state-machine-arn ${arn} --name ${name} --input {"n":1}`)).executionArn,
      );
    const [first] = executions;
    expect(await ended(first)).toMatchObject({
      ...{ name: "one", status: "SUCCEEDED", input: '{"n":1}', output: '{"said":"hello"}' },
      ...{ startDate: expect.any(Number), stopDate: expect.any(Number) },
    });
    const history = `get-execution-history --execution-arn ${first}`;
    const types = ({ events }: { events: { type: string }[] }) => events.map(({ type }) => type);
    const all = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"];
    expect(types(await aws(history))).toEqual(all);
    expect(types(await aws(`${history} --reverse-order --page-size 1`))).toEqual([...all].reverse());
    const page = await aws(`${history} --max-items 3`);
    expect(types(page)).toEqual(all.slice(0, 3));
    expect(types(await aws(`${history} --starting-token ${page.NextToken}`))).toEqual(all.slice(3));
    const bare = await aws(`${history} --no-include-execution-data`);
    expect(bare.events[0].executionStartedEventDetails).not.toHaveProperty("input");

    const list = `list-executions --state-machine-arn ${arn}`;
    expect(await aws(list, ["--query", "executions[].name"])).toEqual(["three", "two", "one"]);
    expect((await aws(`${list} --max-items 1`)).executions).toHaveLength(1);
    const names = await run(`${list} --status-filter SUCCEEDED --output text`, ["--query", "executions[].name"]);
    expect(names).toEqual({ code: 0, err: "", out: "three\ttwo\tone\n" });
    const of = await aws(`describe-state-machine-for-execution --execution-arn ${first}`);
    expect(of.stateMachineArn).toBe(arn);
  });

  it("stops executions, and starts them again", async () => {
    const arn = await create("stop", wait);
    const { executionArn } = await aws(`start-execution --state-machine-arn ${arn}`);
    const stop = ["--cause", "It took too long"];
    expect(await aws(`stop-execution --execution-arn ${executionArn} --error Enough`, stop)).toEqual({
      stopDate: expect.any(Number),
    });
    const stopped = await ended(executionArn);
    expect(stopped).toMatchObject({ status: "ABORTED", error: "Enough", cause: "It took too long" });
    expect(await aws(`redrive-execution --execution-arn ${executionArn}`)).toEqual({ redriveDate: expect.any(Number) });
    const again = await aws(`describe-execution --execution-arn ${executionArn}`);
    expect(again).toMatchObject({ status: "RUNNING", redriveCount: 1 });
    await aws(`stop-execution --execution-arn ${executionArn}`);
  });

  it("lists state machines by pages, and changes their tags", async () => {
    const arn = await create("tagged", pass);
    await aws(`tag-resource --resource-arn ${arn} --tags key=team,value=a key=cost,value=1`);
    await aws(`untag-resource --resource-arn ${arn} --tag-keys team`);
    expect(await aws(`list-tags-for-resource --resource-arn ${arn}`)).toEqual({ tags: [{ key: "cost", value: "1" }] });
    const names = await aws("list-state-machines --page-size 1", ["--query", "stateMachines[].name"]);
    expect(names).toContain("tagged");
    expect((await aws("list-state-machines --max-items 1")).stateMachines).toHaveLength(1);
  });

  it("validates a definition, and tests a state of it", async () => {
    const { result, diagnostics } = await aws(`validate-state-machine-definition --definition ${wrong}`);
    expect(result).toBe("FAIL");
    expect(diagnostics[0]).toMatchObject({ code: "MISSING_TRANSITION_TARGET", location: "/States/A/Next" });
    const state = '{"Type":"Pass","Parameters":{"twice.$":"$.n"},"End":true}';
    expect(await aws(`test-state --definition ${state} --input {"n":2}`, [], byAnyName)).toMatchObject({
      status: "SUCCEEDED",
      output: '{"twice":2}',
    });
  });

  it("works on an activity", async () => {
    const { activityArn } = await aws("create-activity --name paint");
    const task = { StartAt: "Paint", States: { Paint: { Type: "Task", Resource: activityArn, End: true } } };
    const { executionArn } = await aws(
      `start-execution --state-machine-arn ${await create("painting", file("task", task))}`,
    );
    const { taskToken, input } = await aws(`get-activity-task --activity-arn ${activityArn} --worker-name ann`);
    expect(input).toBe("{}");
    await aws(`send-task-heartbeat --task-token ${taskToken}`);
    await aws(`send-task-success --task-token ${taskToken} --task-output {"painted":true}`);
    expect(await ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"painted":true}' });
    expect(await refused(`send-task-failure --task-token ${taskToken}`)).toMatch(/\(TaskTimedOut\)/);
  });

  it("waits for an EXPRESS execution", async () => {
    const arn = await create("fast", pass, " --type EXPRESS");
    const answer = await aws(`start-sync-execution --state-machine-arn ${arn}`, [], byAnyName);
    expect(answer).toMatchObject({ status: "SUCCEEDED", output: '{"said":"hello"}' });
  });

  it("does what docs/clients.md says of it", async () => {
    const page = readFileSync(new URL("../../../docs/clients.md", import.meta.url), "utf8");
    const lines = page.match(/^(?:\w+=\S+ )?aws stepfunctions .*$/gm) ?? [];
    expect(lines).toHaveLength(2);
    await create("quick", pass, " --type EXPRESS");
    for (const line of lines) {
      const told = line.replaceAll("http://127.0.0.1:8083", endpoint).replace("aws ", `${command} `);
      const child = spawn("sh", ["-c", told], { stdio: ["ignore", "pipe", "inherit"] });
      expect(await text(child.stdout)).toContain("quick");
    }
    const { out } = await run("list-activities", [], { AWS_ENDPOINT_URL_SFN: endpoint }, []);
    expect(JSON.parse(out)).toHaveProperty("activities");
  });

  it("is refused where it does not know the token, which it sends as its key", async () => {
    const stranger = await run("list-state-machines", [], { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE" });
    expect(stranger).toMatchObject({ code: 255, out: "" });
    expect(stranger.err).toMatch(
      /^An error occurred \(UnrecognizedClientException\) when calling the ListStateMachines/,
    );
  });

  it("is refused in AWS's words", async () => {
    const problem = await refused(`create-state-machine --name wrong --definition ${wrong} --role-arn ${role}`);
    expect(problem).toMatch(
      /^An error occurred \(InvalidDefinition\) when calling the CreateStateMachine operation: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: /,
    );
    const nobody = `${states}:execution:run:nobody`;
    expect(await refused(`describe-execution --execution-arn ${nobody}`)).toBe(
      `An error occurred (ExecutionDoesNotExist) when calling the DescribeExecution operation: Execution Does Not Exist: '${nobody}'`,
    );
    // What the command line itself doesn't take never comes here.
    expect(await run("describe-execution")).toMatchObject({ code: 2, out: "" });
  });
});
