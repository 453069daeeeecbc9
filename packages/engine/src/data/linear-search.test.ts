import { describe, expect, it } from "vitest";
import { linearSearch } from "./linear-search";

describe("a search in linear time", () => {
  it("gives the groups of the first match, as Python names them", () => {
    expect(linearSearch("loss: (?P<value>[0-9.]+)(x)?")("a loss: 0.5 loss: 0.4")).toEqual([
      "loss: 0.5",
      "0.5",
      undefined,
    ]);
    expect(linearSearch("(?i)Accuracy=([0-9.]+)")("accuracy=0.9;")?.[1]).toBe("0.9");
    expect(linearSearch("(a)")("b")).toBeUndefined();
  });

  it("comes to an end where others don't", () => {
    const texts = ["a".repeat(50_000), `${"a".repeat(50_000)}!`];
    expect(texts.map((text) => linearSearch("(a+)+$")(text) !== undefined)).toEqual([true, false]);
  });

  it("tries what takes lookaround on the beginning of a text, and refuses what may not end", () => {
    expect(linearSearch("(?<=loss )(\\d+)")("loss 12")?.[1]).toBe("12");
    expect(linearSearch("(?<=x)y")(`${"-".repeat(1000)}xy`)).toBeUndefined();
    expect(() => linearSearch("(?=a)(a+)+$")).toThrow(/may take for ever/);
    expect(() => linearSearch("(")).toThrow(SyntaxError);
  });
});
