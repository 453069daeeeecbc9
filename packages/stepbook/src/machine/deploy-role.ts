import { isDeepStrictEqual } from "node:util";
import type { Role, Roles } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { log } from "../logger";
import type { Region, RequiredPolicy } from "../policy/policy";
import { type TrustPolicy, trustPolicy } from "../policy/trust";
import type { Machine } from "./machine";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** How `deployRole` works. */
export interface RoleOptions {
  /** The name of the role; the one that the workflow or its backend names, else `stepbook-<workflow>`. */
  readonly name?: string;
  /** Whether it only shows what it would do; `true` where it is left out. */
  readonly dryRun?: boolean;
}

/**
 * What `deployRole` has done, or would do. It prints as text.
 *
 * @example
 * const { change, policy } = await hello.deployRole();
 * if (change !== "unchanged") console.log(policy.warnings);
 */
export class RoleDeployment {
  /** @internal */
  constructor(
    /** The role's name. */
    readonly name: string,
    /** The role's ARN; undefined where it is not there yet, or is not needed. */
    readonly arn: string | undefined,
    /** Whether the role is created or updated, or is as it should be, or no role is needed where the workflow runs. */
    readonly change: "created" | "updated" | "unchanged" | "unneeded",
    /** Whether nothing was done yet. */
    readonly dryRun: boolean,
    /** What the role may do, with the reasons. */
    readonly policy: RequiredPolicy,
    /** Who may take on the role, where it is created. */
    readonly trust: TrustPolicy,
    /** What keeps the role from being taken on by Step Functions, where something does. */
    readonly warnings: readonly string[],
  ) {}

  /** What is done, or would be, in some lines. */
  toString(): string {
    const role = `the role ${quote(this.name)}${this.arn === undefined ? "" : ` (${this.arn})`}`;
    const asIs = {
      unchanged: `${upperFirst(role)} has all that the workflow needs. Nothing ${this.dryRun ? "is to do" : "was done"}.`,
      unneeded: "No role is needed here. On AWS the workflow would run with this policy:",
      created: this.dryRun ? `Would create ${role} with this policy:` : `Created ${role} with this policy:`,
      updated: this.dryRun ? `Would give ${role} this policy:` : `Gave ${role} this policy:`,
    }[this.change];
    const lines =
      this.change === "unchanged"
        ? []
        : String(this.policy)
            .split("\n")
            .map((line) => `  ${line}`);
    const todo = this.dryRun && (this.change === "created" || this.change === "updated");
    return [
      asIs,
      ...lines,
      ...this.warnings.map((warning) => `! ${warning}`),
      ...(todo ? ["Nothing was changed. To do it: deployRole({ dryRun: false })"] : []),
    ].join("\n");
  }

  /** @internal */
  [inspect](): string {
    return this.toString();
  }
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The tag of roles that were made here. */
const mark = { Key: "created-by", Value: "stepbook" };

/** Shows the role that a machine needs, and what is to do for it; and does it where it is asked to. */
export async function deployRole(
  machine: Machine,
  policyFor: (region: Partial<Region>) => RequiredPolicy,
  { name: given, dryRun = true }: RoleOptions,
): Promise<RoleDeployment> {
  const { traits } = machine.backend;
  const place = await traits.whereabouts();
  const policy = policyFor(place);
  const trust = trustPolicy(place);
  const named = given ?? machine.role;
  const name = roleName(named ?? defaultName(machine.name), machine.name);
  const { roles } = traits;
  if (!roles) return new RoleDeployment(name, undefined, "unneeded", dryRun, policy, trust, []);
  const policyName = `stepbook-${machine.name}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 128);
  const doing = <T>(what: string, work: Promise<T>) => machine.doing(`${what} the role ${quote(name)} of`, work);

  const role = await doing("look up", found(roles, name));
  if (role && named === undefined && !role.tags.some(({ Key, Value }) => Key === mark.Key && Value === mark.Value))
    throw new StepbookError(
      `There is a role ${quote(name)} already, which was not made for this workflow. To give it the policy, name it: deployRole({ name: ${quote(name)} }); or name another.`,
      { code: "EntityAlreadyExists" },
    );
  const has = role ? await doing("read the policy of", roles.policy(name, policyName)) : undefined;
  const warnings = role && !trustsStepFunctions(role) ? [untrusted(name)] : [];
  const wanted = policy.document.Statement.length > 0;
  if (role && (wanted ? isDeepStrictEqual(has, JSON.parse(JSON.stringify(policy))) : has === undefined)) {
    if (!dryRun) machine.takeRole(role.arn);
    return new RoleDeployment(name, role.arn, "unchanged", dryRun, policy, trust, warnings);
  }
  if (dryRun) return new RoleDeployment(name, role?.arn, role ? "updated" : "created", true, policy, trust, warnings);

  const arn = role?.arn ?? (await doing("create", roles.create(name, trust, [mark])));
  if (wanted) await doing("write the policy of", roles.putPolicy(name, policyName, policy.document));
  else if (has !== undefined) await doing("delete the policy of", roles.deletePolicy(name, policyName));
  log("info", `${role ? "updated" : "created"} the role ${arn}`);
  machine.takeRole(arn);
  return new RoleDeployment(name, arn, role ? "updated" : "created", false, policy, trust, warnings);
}

async function found(roles: Roles, name: string): Promise<Role | undefined> {
  try {
    return await roles.role(name);
  } catch (error) {
    if ((error as { readonly code?: string }).code === "NoSuchEntityException") return undefined;
    throw error;
  }
}

/** The name of a role that is given by its name or ARN. */
function roleName(role: string, workflow: string): string {
  const name = role.startsWith("arn:") ? role.slice(role.lastIndexOf("/") + 1) : role;
  if (/^[\w+=,.@-]{1,64}$/.test(name)) return name;
  throw new StepbookError(
    `workflow(${quote(workflow)}).deployRole(…): ${quote(role)} is no name of a role. It has 1 to 64 letters, digits and + = , . @ - _`,
  );
}

const defaultName = (workflow: string) => `stepbook-${workflow}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 64);

function trustsStepFunctions({ trust }: Role): boolean {
  const statements = trust?.Statement ?? [];
  return (Array.isArray(statements) ? statements : [statements]).some(({ Effect, Principal }) => {
    const services = [Principal?.Service ?? []].flat() as readonly string[];
    return Effect === "Allow" && services.some((service) => /^states(\.[\w-]+)?\.amazonaws\.com/.test(service));
  });
}

const untrusted = (name: string) =>
  `Step Functions may not take on the role ${quote(name)}: its trust policy does not name states.amazonaws.com. workflow.trustPolicy() is one that does; nothing here changes it.`;
