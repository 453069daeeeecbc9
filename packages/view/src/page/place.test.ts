import * as fc from "fast-check";
import { expect, it } from "vitest";
import { hashOf, placeOf } from "./place";

const machine = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
const execution = "arn:aws:states:us-east-1:123456789012:execution:orders:first";

it.each([
  [{ machine }, { machine }],
  [{ execution }, { machine, execution }],
  [
    { execution: execution.replace("orders", "orders/Each_item") },
    { machine, execution: execution.replace("orders", "orders/Each_item") },
  ],
  [
    { mapRun: "arn:aws:states:us-east-1:123456789012:mapRun:orders/Each_item:u-1" },
    { machine, mapRun: "arn:aws:states:us-east-1:123456789012:mapRun:orders/Each_item:u-1" },
  ],
])("%j is named by an address, with its machine", (place, read) => {
  expect(placeOf(hashOf(place))).toEqual(read);
});

it.each([
  "",
  "#",
  "#machine=",
  "#other=x",
  "#machine=%E0%A4%A",
  "#execution=first",
  "#execution=arn:aws:states",
  `#mapRun=${execution}`,
  `#execution=${machine}`,
])("%j names nothing", (hash) => {
  expect(placeOf(hash)).toEqual({});
});

it("a machine of any name is found again, and no text is a fault", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (name) => {
      expect(placeOf(hashOf({ machine: `${machine}${name}` })).machine).toBe(`${machine}${name}`);
      placeOf(`#${name}`);
      placeOf(`#execution=${name}`);
    }),
  );
});
