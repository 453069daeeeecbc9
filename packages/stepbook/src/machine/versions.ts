import type { DescribeStateMachineAliasOutput } from "@stepbook/asl";
import { isServiceError } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { pagesOf } from "../lists";
import { type Column, type Listing, listing } from "../notebook/tables";
import { describe, isPlainObject } from "../steps/data";
import { type Machine, versionOf } from "./machine";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A row of `listVersions`. */
export interface VersionRow {
  /** Its number, from 1. */
  readonly version: number;
  /** When it was published. */
  readonly creationDate: Date;
  /** Its ARN. */
  readonly arn: string;
}

/** How many of a hundred executions run which version: `{ 1: 90, 2: 10 }`. */
export interface Routing {
  readonly [version: number]: number;
}

/** A row of `listAliases`, and what `deployAlias` gives. It prints as one line. */
export interface AliasRow {
  /** Its name. */
  readonly name: string;
  /** How many of a hundred executions run which version. */
  readonly routing: Routing;
  /** What is remarked at it; empty where there is nothing. */
  readonly description: string;
  /** When it was last changed. */
  readonly updateDate: Date | undefined;
  /** Its ARN. */
  readonly arn: string;
}

const versionColumns: readonly Column<VersionRow>[] = [
  { head: "Version", cell: ({ version }) => version, right: true },
  { head: "Published", cell: ({ creationDate }) => creationDate.toISOString() },
  { head: "ARN", cell: ({ arn }) => arn },
];

const aliasColumns: readonly Column<AliasRow>[] = [
  { head: "Alias", cell: ({ name }) => name },
  { head: "Runs", cell: ({ routing }) => routes(routing) },
  { head: "Description", cell: ({ description }) => description },
  { head: "Updated", cell: ({ updateDate }) => updateDate?.toISOString() },
  { head: "ARN", cell: ({ arn }) => arn },
];

const routes = (routing: Routing): string =>
  Object.entries(routing)
    .map(([version, weight]) => `version ${version} (${weight} %)`)
    .join(", ");

export async function listVersions(machine: Machine, limit: number): Promise<Listing<VersionRow>> {
  const stateMachineArn = await machine.require();
  const { items, more } = await machine.doing(
    "list the versions of",
    pagesOf(limit, async (paging) => {
      const page = await machine.backend.api.listStateMachineVersions({ stateMachineArn, ...paging });
      return { items: page.stateMachineVersions, nextToken: page.nextToken };
    }),
  );
  const rows = items.map(({ stateMachineVersionArn: arn, creationDate }) => ({
    version: versionOf(arn),
    creationDate,
    arn,
  }));
  return listing(rows, more, versionColumns);
}

/** Every alias, with what it leads to: one call for each beside those of the list. */
export async function listAliases(machine: Machine, limit: number): Promise<Listing<AliasRow>> {
  const { api } = machine.backend;
  const stateMachineArn = await machine.require();
  const { items, more } = await machine.doing(
    "list the aliases of",
    pagesOf(limit, async (paging) => {
      const page = await api.listStateMachineAliases({ stateMachineArn, ...paging });
      return { items: page.stateMachineAliases, nextToken: page.nextToken };
    }),
  );
  const rows: AliasRow[] = [];
  for (const { stateMachineAliasArn } of items)
    rows.push(
      rowOf(
        stateMachineAliasArn,
        await machine.doing("list the aliases of", api.describeStateMachineAlias({ stateMachineAliasArn })),
      ),
    );
  return listing(rows, more, aliasColumns);
}

/** Makes the alias, or leads it elsewhere where it is there. */
export async function deployAlias(
  machine: Machine,
  name: string,
  routing: Routing,
  description: string | undefined,
): Promise<AliasRow> {
  const { api } = machine.backend;
  assertRouting(routing, `deployAlias(${quote(String(name))}, …)`);
  const stateMachineArn = await machine.require();
  const routingConfiguration = Object.entries(routing).map(([version, weight]) => ({
    stateMachineVersionArn: `${stateMachineArn}:${version}`,
    weight,
  }));
  const stateMachineAliasArn = `${stateMachineArn}:${name}`;
  const more = { routingConfiguration, ...(description !== undefined && { description }) };
  const what = `lead the alias ${quote(name)} of`;
  try {
    await api.updateStateMachineAlias({ stateMachineAliasArn, ...more });
  } catch (error) {
    if (!isServiceError(error, "ResourceNotFound")) await machine.doing(what, Promise.reject(error));
    await machine.doing(what, api.createStateMachineAlias({ name, ...more }));
  }
  return rowOf(
    stateMachineAliasArn,
    await machine.doing(what, api.describeStateMachineAlias({ stateMachineAliasArn })),
  );
}

function rowOf(arn: string, alias: DescribeStateMachineAliasOutput): AliasRow {
  const routing = Object.fromEntries(
    (alias.routingConfiguration ?? []).map(({ stateMachineVersionArn, weight }) => [
      versionOf(stateMachineVersionArn),
      weight,
    ]),
  );
  const name = alias.name ?? arn.slice(arn.lastIndexOf(":") + 1);
  const row = { name, routing, description: alias.description ?? "", updateDate: alias.updateDate, arn };
  return Object.defineProperty(row, inspect, { value: () => `Alias ${quote(name)}: ${routes(routing)}` });
}

function assertRouting(routing: unknown, where: string): asserts routing is Routing {
  const entries = isPlainObject(routing) ? Object.entries(routing) : [];
  const right =
    (entries.length === 1 || entries.length === 2) &&
    entries.every(
      ([version, weight]) => /^[1-9]\d*$/.test(version) && Number.isInteger(weight) && Number(weight) >= 0,
    ) &&
    entries.reduce((sum, [, weight]) => sum + Number(weight), 0) === 100;
  if (right) return;
  const given = isPlainObject(routing) ? JSON.stringify(routing) : describe(routing);
  throw new StepbookError(
    `${where}: an alias runs one version or two, by how many of a hundred executions run each, such as { 1: 90, 2: 10 } or { 3: 100 }, but here is ${given}.`,
  );
}
