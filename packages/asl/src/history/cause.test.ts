import { expect, test } from "vitest";
import { messageOfCause } from "./cause";

test("a Lambda function's cause is told by its message", () => {
  expect(messageOfCause('{"errorType":"TypeError","errorMessage":"boom","trace":["at f"]}')).toBe("boom");
});

test.each(["plain words", "{ not JSON", '{"errorMessage":7}', '{"errorMessage":""}', "{}", ""])(
  "%j stands for itself",
  (cause) => {
    expect(messageOfCause(cause)).toBe(cause);
  },
);
