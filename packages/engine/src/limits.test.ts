import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { execute } from "../test/execute";

const text = (bytes: number): string => `{% $pad("", ${bytes - 2}, "x") %}`;
const assigning = (...states: readonly object[]): StateMachine => ({
  QueryLanguage: "JSONata",
  StartAt: "S0",
  States: Object.fromEntries(
    states.map((Assign, index) => [
      `S${index}`,
      { Type: "Pass", Assign, ...(index + 1 < states.length ? { Next: `S${index + 1}` } : { End: true }) } as never,
    ]),
  ),
});
const causeOf = async (machine: StateMachine, limits = {}) => {
  const { end } = await execute(machine, { limits });
  return [end.error, end.cause];
};
const most = 262_144;

describe("variables", () => {
  it("take as much as AWS lets them", async () => {
    expect(await causeOf(assigning({ a: text(most) }))).toEqual([undefined, undefined]);
    expect(await causeOf(assigning({ a: text(most / 2), b: text(most / 2) }))).toEqual([undefined, undefined]);
  });

  it.each([
    [{ a: text(most + 1) }, /^The variable 'a' that the state 'S0' assigns takes 262145 bytes/],
    [{ a: text(most), b: 1 }, /take 262145 bytes together/],
    [{ a: "\u{1f600}".repeat(most / 4) }, /takes 262146 bytes/],
  ])("that take more fail their state", async (assign, cause) => {
    expect(await causeOf(assigning(assign))).toEqual(["States.DataLimitExceeded", expect.stringMatching(cause)]);
  });

  it("take 10 MiB together at most, and nothing once their scope is over", async () => {
    const many = Array.from({ length: 41 }, (_, index) => ({ [`v${index}`]: text(most) }));
    expect((await causeOf(assigning(...many)))[1]).toMatch(/'S40'.* take 10747904 bytes/);
    expect(await causeOf(assigning(...many), { storedVariableBytes: Number.POSITIVE_INFINITY })).toEqual([
      undefined,
      undefined,
    ]);
    const again = Array.from({ length: 41 }, () => ({ v: text(most) }));
    expect(await causeOf(assigning(...again))).toEqual([undefined, undefined]);
    const { QueryLanguage, ...ItemProcessor } = assigning({ a: text(most) });
    const { end } = await execute({
      ...(QueryLanguage ? { QueryLanguage } : {}),
      StartAt: "M",
      States: { M: { Type: "Map", Items: "{% [1..60] %}", MaxConcurrency: 1, ItemProcessor, Output: 1, End: true } },
    });
    expect(end.status).toBe("SUCCEEDED");
  });
});

describe("payloads", () => {
  it("of more than 256 KiB fail their state, unless the bound is lifted", async () => {
    const machine: StateMachine = {
      QueryLanguage: "JSONata",
      StartAt: "P",
      States: { P: { Type: "Pass", Output: text(most + 1), End: true } },
    };
    expect(await causeOf(machine)).toEqual([
      "States.DataLimitExceeded",
      "The state/task 'P' returned a result with a size exceeding the maximum number of bytes service limit.",
    ]);
    expect(await causeOf(machine, { payloadBytes: Number.POSITIVE_INFINITY })).toEqual([undefined, undefined]);
  });
});
