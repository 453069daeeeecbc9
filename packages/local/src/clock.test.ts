import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calling, create, settled } from "../test/execute";
import { createRealClock, realClock } from "./clock";
import { createLocalStepFunctions, failing } from "./index";

describe("the real clock", () => {
  it("never wakes anybody before the time", async () => {
    const sleeps = Array.from({ length: 200 }, async (_, index) => {
      const milliseconds = index / 7;
      const [day, ticks] = [realClock.now(), performance.now()];
      await new Promise<void>((wake) => realClock.sleep(milliseconds, wake));
      expect(performance.now() - ticks).toBeGreaterThanOrEqual(milliseconds);
      expect(realClock.now() - day).toBeGreaterThanOrEqual(Math.floor(milliseconds));
    });
    await Promise.all(sleeps);
  });

  it("never goes backwards, whatever the clock of the machine does, and is never behind it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.double({ min: 0, max: 3000, noNaN: true }))),
        (steps) => {
          let [wall, ticks] = [1_800_000_000_000, 5.25];
          const clock = createRealClock(
            () => Math.floor(wall),
            () => ticks,
          );
          let last = clock.now();
          for (const [set, passed] of steps) {
            [wall, ticks] = [wall + passed + set, ticks + passed];
            const now = clock.now();
            expect(now).toBeGreaterThanOrEqual(Math.max(last, Math.floor(wall)));
            expect(now - last).toBeGreaterThanOrEqual(Math.floor(passed));
            last = now;
          }
        },
      ),
    );
  });

  it("lets no Wait, retry or timeout end before its time", async () => {
    const hang = () => new Promise(() => undefined);
    const functions = { hang, flaky: failing(1, "Flaky", () => 1) };
    const api = createLocalStepFunctions({ functions });
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1 }];
    const machines = {
      waits: { StartAt: "W", States: { W: { Type: "Wait", Seconds: 1, End: true } } },
      retries: calling("flaky", { Retry }),
      hangs: calling("hang", { TimeoutSeconds: 1 }),
      stops: { ...calling("hang"), TimeoutSeconds: 1 },
    };
    const times = Object.entries(machines).map(async ([name, machine]) => {
      const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, machine, name) });
      const { startDate, stopDate } = await settled(api, executionArn);
      const { events } = await api.getExecutionHistory({ executionArn });
      const stamps = events.map(({ timestamp }) => timestamp.getTime());
      expect(stamps).toEqual([...stamps].sort((one, other) => one - other));
      expect(stopDate!.getTime() - startDate.getTime()).toBeGreaterThanOrEqual(1000);
    });
    await Promise.all(times);
  });
});
