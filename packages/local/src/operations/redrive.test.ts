import { describe, expect, it } from "vitest";
import { calling, create, pass, rejection, settled, waits } from "../../test/execute";
import { createLocalStepFunctions, failing, virtual } from "../index";

const day = 24 * 60 * 60 * 1000;
const flaky = (times: number) => {
  const clock = virtual();
  const api = createLocalStepFunctions({ clock, functions: { f: failing(times, "Boom", () => 1) } });
  return { api, clock };
};

describe("a redrive", () => {
  it("goes on with a failed execution, under its ARN, and is told of", async () => {
    const { api } = flaky(1);
    const stateMachineArn = await create(api, calling("f"));
    const { executionArn } = await api.startExecution({ stateMachineArn });
    expect(await settled(api, executionArn)).toMatchObject({
      status: "FAILED",
      redriveCount: 0,
      redriveStatus: "REDRIVABLE",
    });
    await api.updateStateMachine({ stateMachineArn, definition: JSON.stringify(pass) });
    const { redriveDate } = await api.redriveExecution({ executionArn, clientToken: "once" });
    expect(await api.redriveExecution({ executionArn, clientToken: "once" })).toEqual({ redriveDate });
    expect(await settled(api, executionArn)).toMatchObject({
      status: "SUCCEEDED",
      output: "1",
      redriveCount: 1,
      redriveDate,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
    const { events } = await api.getExecutionHistory({ executionArn });
    expect(events.filter(({ type }) => type === "ExecutionRedriven")).toHaveLength(1);
  });

  it("of what runs, ended well, or ended long ago is refused", async () => {
    const { api, clock } = flaky(9);
    const refusal = async (executionArn: string) => rejection(api.redriveExecution({ executionArn }));
    const start = async (definition: object, name: string) =>
      (await api.startExecution({ stateMachineArn: await create(api, definition, name) })).executionArn;
    const good = await start(pass, "good");
    await settled(api, good);
    expect(await refusal(good)).toBe(
      "ExecutionNotRedrivable: Execution Not Redrivable: 'Execution is SUCCEEDED and cannot be redriven'",
    );
    const bad = await start(calling("f"), "bad");
    await settled(api, bad);
    await new Promise<void>((resolve) => clock.sleep(14 * day + 1, resolve));
    expect(await refusal(bad)).toMatch(/Execution redrivable period exceeded/);
    const running = await start(waits, "running");
    expect(await refusal(running)).toMatch(/Execution is RUNNING and cannot be redriven/);
    expect(await refusal(`${running}x`)).toMatch(/^ExecutionDoesNotExist/);
  });

  it("is known by its token for a quarter of an hour, and after others", async () => {
    const { api, clock } = flaky(9);
    const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, calling("f")) });
    const redrive = async (clientToken: string) => {
      await settled(api, executionArn);
      return api.redriveExecution({ executionArn, clientToken });
    };
    const first = await redrive("a");
    await new Promise<void>((resolve) => clock.sleep(60_000, resolve));
    const second = await redrive("b");
    expect(second).not.toEqual(first);
    expect([await redrive("a"), await redrive("b")]).toEqual([first, second]);
    await new Promise<void>((resolve) => clock.sleep(14.5 * 60_000, resolve));
    expect(await redrive("b")).toEqual(second);
    expect(await redrive("a")).not.toEqual(first);
    expect((await settled(api, executionArn)).redriveCount).toBe(3);
  });

  it("of an execution that is older than a year is refused", async () => {
    const { api, clock } = flaky(9);
    const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, calling("f")) });
    await settled(api, executionArn);
    await new Promise<void>((resolve) => clock.sleep(365 * day + 1, resolve));
    expect(await rejection(api.redriveExecution({ executionArn }))).toMatch(/exceeded the max execution time/);
  });
});
