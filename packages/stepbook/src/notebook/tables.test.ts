import { inspect } from "node:util";
import { expect, it } from "vitest";
import { listing } from "./tables";

const columns = [
  { head: "Name", cell: ({ name }: { name: string }) => name },
  { head: "Length", cell: ({ name }: { name: string }) => name.length, right: true as const },
];

it("a list is an array that prints as a table", () => {
  const list = listing([{ name: "Ada" }, { name: "Alan\n\u001b[31m" }], true, columns);
  expect(list.map(({ name }) => name.length)).toEqual([3, 10]);
  expect(list.more).toBe(true);
  expect(Object.keys(list)).toEqual(["0", "1"]);
  expect(inspect(list)).toBe(
    ["Name       Length", "─────────  ──────", "Ada             3", "Alan [31m      10", "… and more"].join("\n"),
  );
  expect(inspect(listing([], false, columns))).toMatch(/\(none\)$/);
});
