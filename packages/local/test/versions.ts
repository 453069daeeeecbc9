import { createLocalStepFunctions } from "../src/index";
import { roleArn, settled } from "./execute";

/** A machine that gives some output. */
export const text = (output: unknown) =>
  JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Result: output, End: true } } });

/** A machine with so many versions, of which the nth gives n. */
export const withVersions = async (count: number, name = "hello") => {
  const api = createLocalStepFunctions({ seed: 7 });
  const { stateMachineArn } = await api.createStateMachine({ name, definition: text(1), roleArn, publish: true });
  for (let version = 2; version <= count; version++)
    await api.updateStateMachine({ stateMachineArn, definition: text(version), publish: true });
  const outputs = async (target: string, times = 1) => {
    const ended: unknown[] = [];
    for (let time = 0; time < times; time++) {
      const { executionArn } = await api.startExecution({ stateMachineArn: target });
      ended.push(JSON.parse((await settled(api, executionArn)).output!));
    }
    return ended;
  };
  return { api, arn: stateMachineArn, outputs };
};

/** Routes to versions by their weights. */
export const to = (arn: string, routes: { [version: string]: number }) =>
  Object.entries(routes).map(([version, weight]) => ({ stateMachineVersionArn: `${arn}:${version}`, weight }));
