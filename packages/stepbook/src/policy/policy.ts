const inspect = Symbol.for("nodejs.util.inspect.custom");

/** Where a machine runs, as it stands in ARNs. What is not known is `*`. */
export interface Region {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Such as `us-east-1`. */
  readonly region: string;
  /** The account's twelve digits. */
  readonly account: string;
}

/** A statement of an IAM policy, as IAM writes it. */
export interface PolicyStatement {
  /** The statement's own name, which `reasons` refer to. */
  readonly Sid: string;
  /** Always `Allow`. */
  readonly Effect: "Allow";
  /** What is allowed, such as `lambda:InvokeFunction`. */
  readonly Action: readonly string[];
  /** The ARNs on which it is allowed. */
  readonly Resource: readonly string[];
  /** When it is allowed. */
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: readonly string[] } };
}

/** A policy, as IAM takes it. */
export interface PolicyDocument {
  /** The version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is allowed. */
  readonly Statement: readonly PolicyStatement[];
}

/** Why a statement is there. */
export interface PolicyReason {
  /** The `Sid` of the statement. */
  readonly sid: string;
  /** The state that needs it; undefined where the machine as a whole does. */
  readonly state: string | undefined;
  /** What the state does with it. */
  readonly why: string;
}

/** What the policy can't tell of a state, since it is known only when it runs. */
export interface PolicyWarning {
  /** The state; undefined where it is the machine as a whole. */
  readonly state: string | undefined;
  /** What is not known, and what it means. */
  readonly message: string;
}

/** What a state may do, as a row of the table tells it. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly why: string;
  readonly condition?: PolicyStatement["Condition"];
}

/** A grant, and the state that needs it. */
export interface Need extends Grant {
  readonly state: string | undefined;
}

/**
 * What a role must be allowed to do so that a state machine runs with it. `JSON.stringify` of it is the policy.
 *
 * @example
 * const { document, reasons, warnings } = hello.requiredPolicy();
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 */
export class RequiredPolicy {
  /** The policy, for IAM. */
  readonly document: PolicyDocument;
  /** Why each statement is there. */
  readonly reasons: readonly PolicyReason[];
  /** Where the policy allows more than the machine will need, or may allow too little, and how to mend it. */
  readonly warnings: readonly PolicyWarning[];

  /** @internal */
  constructor(needs: readonly Need[], warnings: readonly PolicyWarning[]) {
    const { statements, reasons } = merged(needs);
    this.document = { Version: "2012-10-17", Statement: statements };
    this.reasons = reasons;
    this.warnings = warnings;
  }

  /** The policy alone, as IAM takes it. */
  toJSON(): PolicyDocument {
    return this.document;
  }

  /** Its statements with their reasons, and its warnings, as text. */
  toString(): string {
    const statements = this.document.Statement.map(({ Sid, Action, Resource, Condition }) => {
      const why = this.reasons.filter(({ sid }) => sid === Sid);
      return [
        `${Action.join(", ")}`,
        ...Resource.map((resource) => `  on ${resource}`),
        ...(Condition ? [`  if ${JSON.stringify(Condition)}`] : []),
        ...why.map(({ state, why: reason }) => `  ${state === undefined ? "" : `${JSON.stringify(state)} `}${reason}`),
      ].join("\n");
    });
    const warnings = this.warnings.map(({ message }) => `! ${message}`);
    return [...statements, ...warnings].join("\n");
  }

  /** @internal */
  [inspect](): string {
    return this.toString();
  }
}

/** One statement for what is allowed under the same condition on the same resources, or by the same actions. */
function merged(needs: readonly Need[]): { statements: readonly PolicyStatement[]; reasons: readonly PolicyReason[] } {
  const byActions = group(needs, (need) => keyOf(need.actions, need.condition));
  const joined = [...byActions.values()].map((alike) => ({
    actions: unique(alike.flatMap(({ actions }) => actions)),
    resources: unique(alike.flatMap(({ resources }) => resources)),
    condition: alike[0]!.condition,
    needs: alike,
  }));
  const service = (actions: readonly string[]) => actions[0]!.split(":")[0]!;
  const byResources = group(joined, (one) => service(one.actions) + keyOf(one.resources, one.condition));
  const sids = new Map<string, number>();
  const all = [...byResources.values()].map((alike) => {
    const actions = unique(alike.flatMap(({ actions }) => actions));
    const { resources, condition } = alike[0]!;
    return { actions, resources, condition, needs: alike.flatMap((one) => one.needs) };
  });
  const ordered = all.sort((one, other) => compare(order(one), order(other)));
  const statements = ordered.map(
    ({ actions, resources, condition }): PolicyStatement => ({
      Sid: sidOf(actions, sids),
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(condition && { Condition: condition }),
    }),
  );
  const reasons = ordered.flatMap((one, index) => {
    const sid = statements[index]!.Sid;
    const told = one.needs.map(({ state, why }) => ({ sid, state, why }));
    return [...new Map(told.map((reason) => [JSON.stringify([reason.state, reason.why]), reason])).values()];
  });
  return { statements, reasons };
}

const keyOf = (texts: readonly string[], condition: PolicyStatement["Condition"]): string =>
  JSON.stringify([unique(texts), condition]);
const order = ({ actions, resources }: { actions: readonly string[]; resources: readonly string[] }): string =>
  JSON.stringify([actions, resources]);
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort(compare);

function group<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

/** IAM's identifier of a statement: letters and digits, once in a policy. */
function sidOf(actions: readonly string[], taken: Map<string, number>): string {
  const words = actions[0]!.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name}${count}`;
}
