import { expect, it } from "vitest";
import { nearest } from "./nearest";

it.each([
  ["Shipp", ["Score", "Ship"], "Ship"],
  ["train", ["Train", "Trail"], "Train"],
  ["B", ["A", "C"], undefined],
  ["Encode everything", ["Decode nothing at all"], undefined],
  ["x", [], undefined],
])("takes %s among %j for %s", (wanted, names, expected) => {
  expect(nearest(wanted, names)).toBe(expected);
});
