import { expect } from "vitest";
import { machines } from "../machines";
import type { Server } from "../server";
import { machineArn, roleArn } from "../setting";
import { below } from "./chance";

/** What the service has said of a machine that is changed all the time; empty where an answer did not come. */
const told = { definition: "", versions: 0, alias: "" };
/** Its tags; of those whose change was not answered nothing is known. */
const tags = new Map<string, string | undefined>();
/** Machines that were made and deleted, and whether that was answered. */
const short = new Map<string, "there" | "gone">();
let counter = 0;

const stateMachineArn = machineArn("changing");

export const setUp = async (server: Server): Promise<void> => {
  for (const [name, definition] of Object.entries(machines))
    await server.ask("CreateStateMachine", { name, definition, roleArn });
  const { stateMachineVersionArn } = await server.ask("CreateStateMachine", {
    name: "changing",
    definition: machines.pass,
    roleArn,
    publish: true,
  });
  await server.ask("CreateStateMachineAlias", {
    name: "live",
    routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
  });
  await server.ask("CreateActivity", { name: "work" });
};

/** Changes what can be changed, one after the other. */
export const change = async (server: Server): Promise<void> => {
  counter += 1;
  await update(server);
  await changeTags(server);
  await publish(server);
  await makeAndDelete(server);
};

const update = async (server: Server): Promise<void> => {
  const definition = JSON.stringify({
    StartAt: "P",
    States: { P: { Type: "Pass", Comment: `${counter}`, End: true } },
  });
  told.definition = "";
  if (await server.ask("UpdateStateMachine", { stateMachineArn, definition })) told.definition = definition;
};

const changeTags = async (server: Server): Promise<void> => {
  const [key, other] = [`t${below(20)}`, `t${below(20)}`];
  const value = `${counter}`;
  tags.delete(key);
  if (await server.ask("TagResource", { resourceArn: stateMachineArn, tags: [{ key, value }] })) tags.set(key, value);
  tags.delete(other);
  if (await server.ask("UntagResource", { resourceArn: stateMachineArn, tagKeys: [other] })) tags.set(other, undefined);
};

const publish = async (server: Server): Promise<void> => {
  const published = await server.ask("PublishStateMachineVersion", { stateMachineArn });
  if (!published) return;
  const { stateMachineVersionArn } = published;
  told.versions = Number(stateMachineVersionArn.split(":").at(-1));
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  told.alias = "";
  const stateMachineAliasArn = `${stateMachineArn}:live`;
  if (await server.ask("UpdateStateMachineAlias", { stateMachineAliasArn, routingConfiguration }))
    told.alias = stateMachineVersionArn;
};

const makeAndDelete = async (server: Server): Promise<void> => {
  const name = `short${counter}`;
  const made = await server.ask("CreateStateMachine", { name, definition: machines.pass, roleArn });
  if (!made) return;
  short.set(name, "there");
  if (below(3) === 0) return;
  short.delete(name);
  if (await server.ask("DeleteStateMachine", { stateMachineArn: made.stateMachineArn })) short.set(name, "gone");
};

/** All that was answered is so. */
export const checkCatalog = async (server: Server): Promise<void> => {
  const described = await server.ask("DescribeStateMachine", { stateMachineArn });
  if (told.definition) expect(described.definition).toBe(told.definition);
  const found = await server.ask("ListTagsForResource", { resourceArn: stateMachineArn });
  const there = new Map(found.tags.map(({ key, value }: { key: string; value: string }) => [key, value]));
  for (const [key, value] of tags) expect(there.get(key), `the tag ${key}`).toBe(value);
  const { stateMachineVersions } = await server.ask("ListStateMachineVersions", { stateMachineArn });
  const newest = Number(stateMachineVersions[0]?.stateMachineVersionArn.split(":").at(-1) ?? 0);
  expect(newest).toBeGreaterThanOrEqual(told.versions);
  const alias = await server.ask("DescribeStateMachineAlias", { stateMachineAliasArn: `${stateMachineArn}:live` });
  if (told.alias) expect(alias.routingConfiguration[0].stateMachineVersionArn).toBe(told.alias);
  for (const [name, what] of [...short].slice(-50)) {
    const answer = server.ask("DescribeStateMachine", { stateMachineArn: machineArn(name) });
    if (what === "there") expect(await answer).toMatchObject({ name, status: "ACTIVE" });
    else await expect(answer, name).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  }
};
