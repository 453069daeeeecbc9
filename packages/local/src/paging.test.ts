import { array, assert, integer, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "./paging";

const itself = (number: number): number => number;

describe("the pages of a list", () => {
  it("give what stays there once and in order, whatever comes and goes between them", () => {
    const numbers = uniqueArray(integer({ min: 1, max: 60 })).map((list) => list.sort((one, other) => one - other));
    assert(
      property(array(numbers, { minLength: 1 }), integer({ min: 1, max: 5 }), (lists, maxResults) => {
        const told: number[] = [];
        let nextToken: string | undefined;
        let turn = 0;
        do {
          const list = lists[Math.min(turn, lists.length - 1)]!;
          const page = pageOf(list, itself, { maxResults, ...(nextToken === undefined ? {} : { nextToken }) });
          told.push(...page.items);
          nextToken = page.nextToken;
          turn += 1;
        } while (nextToken !== undefined);
        expect(told).toEqual([...new Set(told)].sort((one, other) => one - other));
        const seen = lists.slice(0, turn);
        const last = lists[Math.min(turn, lists.length) - 1]!;
        const always = last.filter((number) => seen.every((list) => list.includes(number)));
        expect(always.filter((number) => !told.includes(number))).toEqual([]);
      }),
    );
  });

  it.each([
    [{ maxResults: 1001 }, /^1 validation error detected: Value '1001' at 'maxResults' .* less than or equal to 1000$/],
    [{ maxResults: -1 }, /at 'maxResults' .* greater than or equal to 0$/],
    [{ maxResults: 1.5 }, /at 'maxResults'/],
    [{ nextToken: "" }, /^1 validation error detected: Value '' at 'nextToken' .* length greater than or equal to 1$/],
    [{ nextToken: "x".repeat(1025) }, /at 'nextToken' .* length less than or equal to 1024$/],
    [{ nextToken: "x" }, /^Invalid Token: 'Invalid token'$/],
  ])("are refused: %j", (request, message) => {
    expect(() => pageOf([1, 2], itself, request)).toThrow(message);
  });
});
