import { describe, expect, it } from "vitest";
import { rejection, settled } from "../../test/execute";
import { createLocalStepFunctions } from "../index";

const roleArn = "arn:aws:iam::123456789012:role/steps";
const text = (output: unknown) =>
  JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Result: output, End: true } } });

/** A machine with so many versions, of which the nth gives n. */
const withVersions = async (count: number, name = "hello") => {
  const api = createLocalStepFunctions({ seed: 7 });
  const { stateMachineArn } = await api.createStateMachine({ name, definition: text(1), roleArn, publish: true });
  for (let version = 2; version <= count; version++)
    await api.updateStateMachine({ stateMachineArn, definition: text(version), publish: true });
  const outputs = async (target: string, times = 1) => {
    const ended: unknown[] = [];
    for (let time = 0; time < times; time++) {
      const { executionArn } = await api.startExecution({ stateMachineArn: target });
      ended.push(JSON.parse((await settled(api, executionArn)).output!));
    }
    return ended;
  };
  return { api, arn: stateMachineArn, outputs };
};
const to = (arn: string, routes: { [version: string]: number }) =>
  Object.entries(routes).map(([version, weight]) => ({ stateMachineVersionArn: `${arn}:${version}`, weight }));

describe("a version", () => {
  it("runs as it was when it was published, and is told of by its executions", async () => {
    const { api, arn, outputs } = await withVersions(2);
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(3) });
    expect([await outputs(`${arn}:1`), await outputs(`${arn}:2`), await outputs(arn)]).toEqual([[1], [2], [3]]);
    expect(await api.listExecutions({ stateMachineArn: `${arn}:1` })).toMatchObject({
      executions: [{ stateMachineArn: arn, stateMachineVersionArn: `${arn}:1` }],
    });
    expect((await api.listExecutions({ stateMachineArn: arn })).executions).toHaveLength(3);
    expect(JSON.parse((await api.describeStateMachine({ stateMachineArn: `${arn}:1` })).definition)).toMatchObject({
      States: { A: { Result: 1 } },
    });
  });

  it("is made once of one revision, of which the first is called INITIAL", async () => {
    const { api, arn } = await withVersions(1);
    const again = await api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: "INITIAL" });
    expect(again.stateMachineVersionArn).toBe(`${arn}:1`);
    expect(await rejection(api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: "old" }))).toMatch(
      /^ConflictException: .*revision old. The current State Machine revision is INITIAL/,
    );
    const { revisionId } = await api.updateStateMachine({ stateMachineArn: arn, definition: text(9) });
    const next = await api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: revisionId! });
    expect(next.stateMachineVersionArn).toBe(`${arn}:2`);
  });

  it("has a number that is not used again", async () => {
    const { api, arn } = await withVersions(2);
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:2` });
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:2` });
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(3), publish: true });
    const { stateMachineVersions } = await api.listStateMachineVersions({ stateMachineArn: arn });
    expect(stateMachineVersions.map((one) => one.stateMachineVersionArn)).toEqual([`${arn}:3`, `${arn}:1`]);
    expect(await rejection(api.startExecution({ stateMachineArn: `${arn}:2` }))).toMatch(/^StateMachineDoesNotExist/);
  });
});

describe("an alias", () => {
  it("leads to its versions by their weights", async () => {
    const { api, arn, outputs } = await withVersions(2);
    const { stateMachineAliasArn } = await api.createStateMachineAlias({
      name: "live",
      routingConfiguration: to(arn, { 1: 80, 2: 20 }),
    });
    const ended = await outputs(stateMachineAliasArn, 300);
    const second = ended.filter((output) => output === 2).length;
    expect(second).toBeGreaterThan(30);
    expect(second).toBeLessThan(90);
    const [latest] = (await api.listExecutions({ stateMachineArn: stateMachineAliasArn })).executions;
    expect(latest).toMatchObject({ stateMachineAliasArn, stateMachineVersionArn: `${arn}:${ended.at(-1)}` });
    await api.updateStateMachineAlias({ stateMachineAliasArn, routingConfiguration: to(arn, { 2: 100 }) });
    expect(new Set(await outputs(stateMachineAliasArn, 20))).toEqual(new Set([2]));
    expect(await api.describeStateMachineAlias({ stateMachineAliasArn })).toMatchObject({
      name: "live",
      routingConfiguration: to(arn, { 2: 100 }),
    });
  });

  it("is the same again where the same is asked for, and a conflict where something else is", async () => {
    const { api, arn } = await withVersions(2);
    const alias = { name: "live", routingConfiguration: to(arn, { 1: 100 }) };
    const first = await api.createStateMachineAlias(alias);
    expect(await api.createStateMachineAlias(alias)).toEqual(first);
    const other = { name: "live", routingConfiguration: to(arn, { 2: 100 }) };
    expect(await rejection(api.createStateMachineAlias(other))).toMatch(/^ConflictException/);
  });

  it("keeps its versions from being deleted, and is listed by machine and by version", async () => {
    const { api, arn } = await withVersions(2);
    const { stateMachineAliasArn } = await api.createStateMachineAlias({
      name: "live",
      routingConfiguration: to(arn, { 1: 100 }),
    });
    expect(await rejection(api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:1` }))).toMatch(
      /^ConflictException: .*aliases referencing this version: \[live\]/,
    );
    const listed = async (stateMachineArn: string) =>
      (await api.listStateMachineAliases({ stateMachineArn })).stateMachineAliases.length;
    expect([await listed(arn), await listed(`${arn}:1`), await listed(`${arn}:2`)]).toEqual([1, 1, 0]);
    await api.deleteStateMachineAlias({ stateMachineAliasArn });
    expect(await listed(arn)).toBe(0);
    expect(await rejection(api.describeStateMachineAlias({ stateMachineAliasArn }))).toMatch(/^ResourceNotFound/);
  });

  it.each([
    [{ 1: 60, 2: 60 }, /Sum of routing configuration weights must equal 100. Received: \[60, 60\]/],
    [{ 1: 101 }, /Value '101' at 'routingConfiguration.1.member.weight'/],
    [{ 9: 100 }, /must contain state machine version ARNs/],
    [{}, /'routingConfiguration' failed/],
  ])("of %j is refused", async (routes, message) => {
    const { api, arn } = await withVersions(2);
    const made = api.createStateMachineAlias({ name: "live", routingConfiguration: to(arn, routes as never) });
    expect(await rejection(made)).toMatch(message);
  });

  it("is refused with a name that could be a version's", async () => {
    const { api, arn } = await withVersions(1);
    const made = api.createStateMachineAlias({ name: "12", routingConfiguration: to(arn, { 1: 100 }) });
    expect(await rejection(made)).toMatch(/^ValidationException: .*at 'name'/);
  });
});

describe("a state machine", () => {
  it("has tags, which are added and taken away", async () => {
    const { api, arn: resourceArn } = await withVersions(1);
    await api.tagResource({
      resourceArn,
      tags: [
        { key: "team", value: "a" },
        { key: "__proto__", value: "b" },
      ],
    });
    await api.tagResource({ resourceArn, tags: [{ key: "team", value: "c" }] });
    expect(await api.listTagsForResource({ resourceArn })).toEqual({
      tags: [
        { key: "team", value: "c" },
        { key: "__proto__", value: "b" },
      ],
    });
    await api.untagResource({ resourceArn, tagKeys: ["team", "other"] });
    expect((await api.listTagsForResource({ resourceArn })).tags).toHaveLength(1);
    const many = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));
    expect(await rejection(api.tagResource({ resourceArn, tags: many }))).toMatch(/^TooManyTags/);
    expect(await rejection(api.tagResource({ resourceArn: `${resourceArn}x`, tags: [] }))).toMatch(/^ResourceNotFound/);
  });

  it("is another where its configurations differ, and the same where its role or tags do", async () => {
    const api = createLocalStepFunctions();
    const machine = { name: "m", definition: text(1), roleArn };
    await api.createStateMachine(machine);
    await api.createStateMachine({ ...machine, roleArn: `${roleArn}2`, tags: [{ key: "a", value: "b" }] });
    const traced = { ...machine, tracingConfiguration: { enabled: true } };
    expect(await rejection(api.createStateMachine(traced))).toMatch(/^StateMachineAlreadyExists/);
  });

  it("is described for an execution as it was when that began", async () => {
    const { api, arn } = await withVersions(1);
    const { executionArn } = await api.startExecution({ stateMachineArn: arn });
    await settled(api, executionArn);
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(2) });
    await api.deleteStateMachine({ stateMachineArn: arn });
    const described = await api.describeStateMachineForExecution({ executionArn });
    expect(described).toMatchObject({ name: "hello", stateMachineArn: arn, roleArn });
    expect(JSON.parse(described.definition)).toMatchObject({ States: { A: { Result: 1 } } });
  });

  it("tells its data only where that is asked for", async () => {
    const { api, arn } = await withVersions(1);
    const { executionArn } = await api.startExecution({ stateMachineArn: arn, input: '{"secret":1}' });
    await settled(api, executionArn);
    const includedData = "METADATA_ONLY" as const;
    expect((await api.describeStateMachine({ stateMachineArn: arn, includedData })).definition).toBe("{}");
    const told = await api.describeExecution({ executionArn, includedData });
    expect([told.input, told.output, told.inputDetails]).toEqual([undefined, undefined, { included: false }]);
  });
});
