import { describe, expect, it } from "vitest";
import { pass, rejection, roleArn } from "../test/execute";
import { createLocalStepFunctions } from "./index";

const api = createLocalStepFunctions();
const validate = (definition: object, more: object = {}) =>
  api.validateStateMachineDefinition({ definition: JSON.stringify(definition), ...more });

describe("the validation of a definition", () => {
  it("finds nothing wrong with what is right", async () => {
    expect(await validate(pass)).toEqual({ result: "OK", diagnostics: [], truncated: false });
  });

  it("tells a place as AWS does, or none", async () => {
    const branch = { StartAt: "B", States: { B: { Type: "Task", End: true } } };
    const { diagnostics } = await validate({
      StartAt: "P",
      States: { P: { Type: "Parallel", Branches: [branch], Next: "Q" } },
    });
    expect(diagnostics).toEqual([
      {
        severity: "ERROR",
        code: "SCHEMA_VALIDATION_FAILED",
        message: "These fields are required: [Resource]",
        location: "/States/P/Branches[0]/States/B",
      },
      {
        severity: "ERROR",
        code: "MISSING_TRANSITION_TARGET",
        message: "Missing 'Next' target: Q",
        location: "/States/P/Next",
      },
      { severity: "ERROR", code: "MISSING_END_STATE", message: "Workflow has no terminal state" },
    ]);
  });

  it("tells warnings only where they are asked for, and they refuse nothing", async () => {
    const doubtful = { StartAt: "A", States: { A: { Type: "Pass", Parameters: { x: "$.y" }, End: true } } };
    expect(await validate(doubtful)).toEqual({ result: "OK", diagnostics: [], truncated: false });
    expect(await validate(doubtful, { severity: "WARNING" })).toMatchObject({
      result: "OK",
      diagnostics: [{ severity: "WARNING", code: "NO_DOLLAR", location: "/States/A/Parameters/x" }],
    });
  });

  it("tells no more than is asked for", async () => {
    const States = Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [`S${index}`, { Type: "Pass", End: true }]),
    );
    expect((await validate({ StartAt: "S0", States }, { maxResults: 2 })).diagnostics).toHaveLength(2);
    const all = await validate({ StartAt: "S0", States });
    expect([all.diagnostics.length, all.truncated, all.result]).toEqual([100, true, "FAIL"]);
  });

  it("refuses a request that is none", async () => {
    expect(await rejection(validate(pass, { maxResults: 101 }))).toMatch(/^ValidationException: maxResults/);
    expect(await rejection(validate(pass, { type: "FAST" }))).toMatch(
      /^ValidationException: .*'type'.*\[STANDARD, EXPRESS\]$/,
    );
    expect(await rejection(validate(pass, { severity: "INFO" }))).toMatch(/^ValidationException: .*'severity'/);
  });
});

describe("what goes with a definition", () => {
  const refused = (more: object) =>
    rejection(api.createStateMachine({ name: "a", roleArn, definition: JSON.stringify(pass), ...more }));

  it("is refused where it does not fit", async () => {
    expect(await refused({ versionDescription: "one" })).toBe(
      "ValidationException: Version description can only be set when publish is true",
    );
    expect(await refused({ loggingConfiguration: { level: "ALL", destinations: [] } })).toBe(
      "InvalidLoggingConfiguration: Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
    expect((await api.listStateMachines({})).stateMachines).toEqual([]);
  });

  it("is what the type of the machine can run", async () => {
    const Resource = "arn:aws:states:::ecs:runTask.sync";
    const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Task", Resource, End: true } } });
    expect(await refused({ type: "EXPRESS", definition })).toMatch(
      /'SCHEMA_VALIDATION_FAILED: Express state machine does not support '\.sync' service integration at \/States\/A\/Resource'$/,
    );
  });
});
