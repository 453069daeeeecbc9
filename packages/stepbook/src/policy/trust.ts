import type { PolicyStatement } from "./policy";

/** A role's trust policy, as IAM takes it. */
export interface TrustPolicy {
  /** The version of the policy language. */
  readonly Version: "2012-10-17";
  /** The one statement: Step Functions may assume the role. */
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Principal: { readonly Service: string };
    readonly Action: "sts:AssumeRole";
    readonly Condition?: PolicyStatement["Condition"];
  }[];
}

/**
 * The trust policy of a role that state machines run with. Where the account is known, no other account's machines can
 * make use of the role.
 *
 * @example trustPolicy({ account: "123456789012", region: "eu-west-1" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
export function trustPolicy(
  options: { readonly account?: string; readonly region?: string; readonly partition?: string } = {},
): TrustPolicy {
  const { account, region = "*", partition = "aws" } = options;
  const condition = account !== undefined && {
    Condition: {
      StringEquals: { "aws:SourceAccount": [account] },
      ArnLike: { "aws:SourceArn": [`arn:${partition}:states:${region}:${account}:stateMachine:*`] },
    },
  };
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole", ...condition },
    ],
  };
}
