import { describe, expect, it } from "vitest";
import { functions } from "../../../test/contract/cases-tasks";
import { behaviours, contract } from "../../../test/contract/contract";
import { lambda, listWorkflows, pass, workflow } from "../../index";
import { local } from "../local";

describe("local, in this process", () => {
  const backend = local({ functions: functions() });
  contract(() => backend, behaviours);

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
