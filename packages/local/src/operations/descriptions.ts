import type { DescribeStateMachineOutput, IncludedData, StepFunctionsApi } from "@stepbook/asl";
import type { Embedded } from "../embedded";
import type { Target, VersionRecord } from "../machines";
import { isIncluded } from "./included-data";

type Operations = Pick<StepFunctionsApi, "describeStateMachine" | "describeStateMachineForExecution">;

/** What is told of one state machine. */
export const descriptionOperations = ({ targetOf, executionOf }: Embedded): Operations => ({
  async describeStateMachine({ stateMachineArn, includedData }) {
    const target = targetOf(stateMachineArn);
    const { machine } = target;
    const version = target.version ?? firstVersionOf(target);
    const { definition, roleArn, configurations, revisionId } = version?.revision ?? machine.revision;
    return {
      stateMachineArn: version?.arn ?? machine.arn,
      name: machine.name,
      status: machine.deleting ? "DELETING" : "ACTIVE",
      definition: definitionIf(includedData, definition),
      roleArn,
      type: machine.type,
      creationDate: version?.creationDate ?? machine.creationDate,
      ...configurations,
      ...(revisionId === undefined ? {} : { revisionId }),
      ...(version?.description === undefined ? {} : { description: version.description }),
    } satisfies DescribeStateMachineOutput;
  },

  async describeStateMachineForExecution({ executionArn, includedData }) {
    const { stateMachineArn, machine, mapRunArn } = executionOf(executionArn);
    const { name, definition, roleArn, updateDate, configurations, revisionId } = machine;
    return {
      stateMachineArn,
      name,
      definition: definitionIf(includedData, definition),
      roleArn,
      updateDate,
      ...configurations,
      ...(revisionId === undefined ? {} : { revisionId }),
      ...(mapRunArn === undefined ? {} : { mapRunArn, label: name.slice(name.indexOf("/") + 1) }),
    };
  },
});

/** What stands for an alias that leads to two versions: the first that it names. */
const firstVersionOf = ({ machine, alias }: Target): VersionRecord | undefined =>
  machine.versions.find(({ arn }) => arn === alias?.routing[0]?.stateMachineVersionArn);

const definitionIf = (includedData: IncludedData | undefined, definition: string): string =>
  isIncluded(includedData) ? definition : "{}";
