import { describe, expect, it } from "vitest";
import { rejection, roleArn } from "../../test/execute";
import { text, to, withVersions } from "../../test/versions";
import { createLocalStepFunctions } from "../index";

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
    [{ 9: 100 }, /Routing configuration must contain state machine version ARNs\. Received: \[arn.*:hello:9\]$/],
    [{ 1: -1, 2: 101 }, /Value '-1' at 'routingConfiguration.1.member.weight'.* greater than or equal to 0$/],
    [{ 1: 50, 2: 40 }, /weights must equal 100. Received: \[50, 40\]$/],
    [
      { 1: 40, 2: 40, 3: 20 },
      /Value '\[RoutingConfigurationListItem\(stateMachineVersionArn=arn.* less than or equal to 2$/,
    ],
    [{ "": 100 }, /^InvalidArn/],
    [{ live: 100 }, /Routing configuration must contain state machine version ARNs/],
    [{}, /'routingConfiguration' failed/],
  ])("of %j is refused", async (routes, message) => {
    const { api, arn } = await withVersions(2);
    const made = api.createStateMachineAlias({ name: "live", routingConfiguration: to(arn, routes as never) });
    expect(await rejection(made)).toMatch(message);
  });

  it.each([[undefined], ["all"], [[null]], [[{ weight: 100 }]], [[{ stateMachineVersionArn: "a", weight: "100" }]]])(
    "that leads to %j is refused",
    async (routingConfiguration) => {
      const { api } = await withVersions(1);
      const made = api.createStateMachineAlias({ name: "live", routingConfiguration } as never);
      expect(await made.catch((error: unknown) => error)).toMatchObject({
        name: "ValidationException",
        reason: "INVALID_ROUTING_CONFIGURATION",
      });
    },
  );

  it("leads to two different versions of one machine", async () => {
    const { api, arn } = await withVersions(1);
    const other = await api.createStateMachine({ name: "other", definition: text(1), roleArn, publish: true });
    const route = { stateMachineVersionArn: `${arn}:1`, weight: 50 };
    const refused = async (second: object) =>
      rejection(api.createStateMachineAlias({ name: "live", routingConfiguration: [route, { ...route, ...second }] }));
    expect(await refused({})).toMatch(
      /must contain distinct state machine version ARNs\. Received: \[arn.*:1, arn.*:1\]$/,
    );
    expect(await refused({ stateMachineVersionArn: other.stateMachineVersionArn! })).toMatch(
      /versions of one state machine/,
    );
    expect(await refused({ stateMachineVersionArn: arn })).toMatch(/must contain state machine version ARNs/);
  });

  it.each(["", "12", "a b", "é", "x".repeat(81)])("is refused with the name %j", async (name) => {
    const { api, arn } = await withVersions(1);
    const made = api.createStateMachineAlias({ name, routingConfiguration: to(arn, { 1: 100 }) });
    expect(await rejection(made)).toMatch(
      /^ValidationException: 1 validation error detected: Value '.*' at 'name' failed/,
    );
  });

  it("is updated in part; with nothing to update it is refused, and nothing changes where the update is wrong", async () => {
    const { api, arn } = await withVersions(2);
    const routingConfiguration = to(arn, { 1: 100 });
    const { stateMachineAliasArn } = await api.createStateMachineAlias({ name: "live", routingConfiguration });
    await api.updateStateMachineAlias({ stateMachineAliasArn, description: "what runs" });
    const update = (changes: object) => rejection(api.updateStateMachineAlias({ stateMachineAliasArn, ...changes }));
    expect(await update({})).toMatch(/^ValidationException: Either the description or the RoutingConfiguration/);
    expect(await update({ description: "y", routingConfiguration: to(arn, { 2: 99 }) })).toMatch(
      /^ValidationException/,
    );
    expect(await api.describeStateMachineAlias({ stateMachineAliasArn })).toMatchObject({
      description: "what runs",
      routingConfiguration,
    });
  });

  it("that is not there is not found, and deleting it does nothing", async () => {
    const { api, arn } = await withVersions(1);
    const stateMachineAliasArn = `${arn}:gone`;
    const missing = "ResourceNotFound: Request references a resource that does not exist.";
    expect(await rejection(api.describeStateMachineAlias({ stateMachineAliasArn }))).toBe(missing);
    expect(await rejection(api.updateStateMachineAlias({ stateMachineAliasArn, description: "" }))).toBe(missing);
    expect(await api.deleteStateMachineAlias({ stateMachineAliasArn })).toEqual({});
    expect(await rejection(api.describeStateMachineAlias({ stateMachineAliasArn: `${arn}:1` }))).toMatch(/^InvalidArn/);
  });

  it("is described as the first version that it leads to", async () => {
    const { api, arn } = await withVersions(2);
    const routingConfiguration = to(arn, { 1: 10, 2: 90 });
    const { stateMachineAliasArn } = await api.createStateMachineAlias({ name: "live", routingConfiguration });
    expect(await api.describeStateMachine({ stateMachineArn: stateMachineAliasArn })).toMatchObject({
      stateMachineArn: `${arn}:1`,
    });
  });

  it("starts one execution of a name, whichever version it leads to", async () => {
    const { api, arn } = await withVersions(2);
    const routingConfiguration = to(arn, { 1: 50, 2: 50 });
    const { stateMachineAliasArn } = await api.createStateMachineAlias({ name: "live", routingConfiguration });
    const once = await api.startExecution({ stateMachineArn: stateMachineAliasArn, name: "one" });
    for (const stateMachineArn of [stateMachineAliasArn, arn, `${arn}:2`])
      expect(await api.startExecution({ stateMachineArn, name: "one" })).toEqual(once);
  });

  it("runs an EXPRESS machine", async () => {
    const api = createLocalStepFunctions();
    const machine = { name: "x", definition: text("fast"), roleArn, type: "EXPRESS", publish: true } as const;
    const { stateMachineArn } = await api.createStateMachine(machine);
    const routingConfiguration = to(stateMachineArn, { 1: 100 });
    const alias = await api.createStateMachineAlias({ name: "live", routingConfiguration });
    const ended = await api.startSyncExecution({ stateMachineArn: alias.stateMachineAliasArn });
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: '"fast"', stateMachineArn });
  });
});
