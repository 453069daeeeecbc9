import { createLocalStepFunctions, virtual } from "@stepbook/local";

export const roleArn = "arn:aws:iam::111111111111:role/sfn-role";

/** The service as the recordings had it: that account, that region, a day in their time. */
export const service = (optionsFor = () => ({})) => {
  const clock = virtual({ start: Date.UTC(2026, 10, 22, 16, 30, 5) });
  return createLocalStepFunctions({
    region: "us-east-1",
    account: "111111111111",
    clock,
    seed: 1,
    ...optionsFor(clock),
  });
};

/** A definition as text: as it was sent, where that is recorded. */
export const definitionOf = ({ definition, definitionText }) => definitionText ?? JSON.stringify(definition);
