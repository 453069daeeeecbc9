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

test("a SageMaker job's cause is told by the reason of its failure", () => {
  const cause = JSON.stringify({ TrainingJobName: "job", FailureReason: "AlgorithmError: no epochs, exit code: 1" });
  expect(messageOfCause(cause)).toBe("AlgorithmError: no epochs, exit code: 1");
});
