import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWith, startMoto } from "../../test/moto/moto.mjs";
import { lambda, listWorkflows, pass, workflow } from "../index";
import { aws } from "./aws";
import type { Backend } from "./backend";
import { type Behaviour, role } from "./contract/behaviour";
import { functions } from "./contract/cases-tasks";
import { executions } from "./contract/executions";
import { nested } from "./contract/nested";
import { runs } from "./contract/runs";
import { workflows } from "./contract/workflows";
import { local } from "./local";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const groups = { workflows, executions, runs, nested };

function contract(backend: () => Backend, holds: (behaviour: Behaviour) => boolean = () => true): void {
  for (const [group, behaviours] of Object.entries(groups))
    describe(group, () => {
      for (const behaviour of behaviours.filter(holds)) it(behaviour.title, () => behaviour.test(backend()));
    });
}

describe("local, in this process", () => {
  const backend = local({ functions: functions() });
  contract(() => backend);

  it("an express workflow, which leaves no history to follow, is not executed", async () => {
    const fast = workflow("fast", { type: "EXPRESS", steps: [pass("A")], on: local() });
    await expect(fast.execute()).rejects.toThrow(/"fast" is EXPRESS.*startSync/s);
  });

  it("a function that is not registered is told before anything is created or started", async () => {
    const on = local({ functions: { "to-base64": btoa } });
    const call = lambda.invoke("Encode", { functionName: "to-bas64" });
    await expect(workflow("typo", { steps: call, on }).execute()).rejects.toThrow(
      'The workflow "typo" can\'t run at the local backend:\n' +
        '"Encode" calls "to-bas64", which is not registered. Did you mean "to-base64"?  → States.Encode.Arguments.FunctionName\n' +
        'Registered: "to-base64". To register it: local({ functions: { "to-bas64": (input) => … } })',
    );
    expect(await listWorkflows({ on })).toHaveLength(0);
  });
});

const problem = problemWith("moto.server, jsonata");
const skipped = problem === undefined ? "" : ` (skipped: ${problem})`;
describe.skipIf(problem !== undefined)(`aws, against moto${skipped}`, () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let backend: Backend;
  beforeAll(async () => {
    moto = await startMoto({ functions: functions() });
    backend = aws({ endpoint: moto.endpoint, region: "us-east-1" });
  }, 30_000);
  afterAll(() => moto?.stop());
  contract(
    () => backend,
    ({ differs }) => differs === undefined,
  );

  it("says where no role is named, and takes a role's name where the account is known", async () => {
    const bare = workflow("bare", { steps: pass("A"), on: backend });
    await expect(bare.create()).rejects.toThrow(/runs with a role.*aws\({ role:/);
    const named = workflow("named", {
      steps: pass("A"),
      on: aws({ endpoint: moto.endpoint, region: "us-east-1", role: "Mine" }),
    });
    await expect(named.create()).rejects.toThrow(/no role "Mine" in the account.*deployRole\(\)/);
    expect(String(await named.deployRole())).toMatch(/^Would create the role "Mine".*dryRun: false/s);
    await expect(named.create()).rejects.toThrow(/no role "Mine"/);
    expect(String(await named.deployRole({ dryRun: false }))).toMatch(/^Created the role "Mine" \(arn:aws:iam:/);
    expect(String(await named.deployRole())).toMatch(/has all that the workflow needs/);
    const stateMachineArn = await named.create();
    expect((await backend.api.describeStateMachine({ stateMachineArn })).roleArn).toBe(
      "arn:aws:iam::123456789012:role/Mine",
    );
  });
});

describe("aws, out of reach", () => {
  it("says what can't be reached", async () => {
    const nowhere = workflow("w", {
      steps: pass("A"),
      role,
      on: aws({ endpoint: "http://127.0.0.1:9", region: "us-east-1" }),
    });
    await expect(nowhere.create()).rejects.toThrow(/http:\/\/127\.0\.0\.1:9 can't be reached/);
  }, 30_000);
});
