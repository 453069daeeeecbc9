import fc from "fast-check";
import { expect, it } from "vitest";
import { type Sleeper, Sleepers } from "./sleepers";

const ignore = (): void => undefined;

it("those who wait are woken by their time, then by who came first, and those who gave up never", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 300, size: "max" }), (given) => {
      const sleepers = new Sleepers();
      const all = given.map(([time], order): Sleeper => ({ time, order, wake: ignore, off: false }));
      for (const sleeper of all) sleepers.add(sleeper);
      for (const [index, [, off]] of given.entries()) if (off) sleepers.drop(all[index]!);
      const woken: (Sleeper | undefined)[] = [];
      while (sleepers.some) woken.push(sleepers.take());
      expect(woken).toEqual(
        all
          .filter((_, index) => !given[index]![1])
          .sort((one, other) => one.time - other.time || one.order - other.order),
      );
      expect(sleepers.take()).toBeUndefined();
    }),
  );
});
