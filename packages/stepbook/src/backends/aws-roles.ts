import type { Any } from "../placeholders/any";
import type { Roles } from "./backend";

type Send = (command: string, input: object) => Promise<Any>;

/**
 * The roles of an account, through IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
 */
export function rolesOf(send: Send): Roles {
  return {
    async role(name) {
      const { Role } = await send("GetRole", { RoleName: name });
      return { arn: Role.Arn, trust: documentOf(Role.AssumeRolePolicyDocument), tags: Role.Tags ?? [] };
    },
    async create(name, trust, tags) {
      const { Role } = await send("CreateRole", {
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify(trust),
        Description: "State machines run with this role. Made by Stepbook.",
        Tags: tags,
      });
      return Role.Arn;
    },
    async policy(name, policyName) {
      try {
        const { PolicyDocument } = await send("GetRolePolicy", { RoleName: name, PolicyName: policyName });
        return documentOf(PolicyDocument);
      } catch (error) {
        if ((error as { readonly code?: string }).code === "NoSuchEntityException") return undefined;
        throw error;
      }
    },
    async putPolicy(name, policyName, policy) {
      const PolicyDocument = JSON.stringify(policy);
      await send("PutRolePolicy", { RoleName: name, PolicyName: policyName, PolicyDocument });
    },
    async deletePolicy(name, policyName) {
      await send("DeleteRolePolicy", { RoleName: name, PolicyName: policyName });
    },
  };
}

/** IAM gives documents as JSON text, encoded for URLs. */
function documentOf(text: string): Any {
  return JSON.parse(decodeURIComponent(text));
}
