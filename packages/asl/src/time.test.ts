import { describe, expect, it } from "vitest";
import { parseTime } from "./time";

describe("a time", () => {
  it.each([
    ["1970-01-01T00:00:01Z", 1000],
    ["1970-01-01T01:30:00.123456789+01:30", 123],
    ["2028-02-29T00:00:00Z", Date.UTC(2028, 1, 29)],
    ["2030-02-29T00:00:00Z", undefined],
    ["2030-13-01T00:00:00Z", undefined],
    ["2030-01-01T24:00:00Z", undefined],
    ["2030-01-01T00:00:60Z", undefined],
    ["2030-01-01T00:00:00", undefined],
    ["2030-01-01t00:00:00z", undefined],
    ["2030-01-01", undefined],
    ["soon", undefined],
  ])("%s is %s", (text, time) => {
    expect(parseTime(text)).toBe(time);
  });
});
