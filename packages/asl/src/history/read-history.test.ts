import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StepFunctionsApi } from "../api";
import type { GetExecutionHistoryInput } from "../api-executions";
import type { HistoryEvent } from "./event";
import { readHistory } from "./read-history";

const length = Number(process.env.STEPBOOK_TEST_LENGTH ?? 1);
const event = (id: number) => ({ id, type: "PassStateEntered", timestamp: new Date(id) }) as unknown as HistoryEvent;
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A history that grows between its pages, of which a token says how many events to pass over: pages then shift. */
function growing(start: number, growth: readonly number[]) {
  let size = start;
  let calls = 0;
  const api = {
    getExecutionHistory: async ({ maxResults = 100, nextToken = "0" }: GetExecutionHistoryInput) => {
      const skipped = Number(nextToken);
      const events = numbers(1, size)
        .reverse()
        .slice(skipped, skipped + maxResults)
        .map(event);
      const more = skipped + maxResults < size;
      size += growth[calls] ?? 0;
      calls += 1;
      return { events, ...(more && { nextToken: String(skipped + maxResults) }) };
    },
  } as unknown as StepFunctionsApi;
  return { api, calls: () => calls, size: () => size };
}

const request = (known: number) => ({ executionArn: "arn", known, includeExecutionData: false });

describe("reading what is new in a history", () => {
  it("takes one call where no more than 100 events are new", async () => {
    for (const [size, known] of [
      [100, 0],
      [1500, 1400],
      [1500, 1500],
    ] as const) {
      const history = growing(size, []);
      const fresh = await readHistory(history.api, request(known));
      expect(fresh.map(({ id }) => id)).toEqual(numbers(known + 1, size));
      expect(history.calls()).toBe(1);
    }
  });

  it("gives each event once, in order and without a gap, however pages shift while they are read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2500),
        fc.array(fc.oneof(fc.constant(0), fc.nat(400)), { minLength: 1, maxLength: 30 }),
        async (start, growth) => {
          const history = growing(start, growth);
          const seen: number[] = [];
          for (let look = 0; look < 40; look++) {
            const fresh = await readHistory(history.api, request(seen.length));
            seen.push(...fresh.map(({ id }) => id));
          }
          expect(seen).toEqual(numbers(1, history.size()));
        },
      ),
      { numRuns: 60 * length },
    );
  });
});
