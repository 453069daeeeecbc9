import type {
  InspectedRequest,
  InspectedResponse,
  InspectionData,
  TestStateInput,
  TestStateOutput,
} from "@stepbook/asl";
import { type TestStateOptions, testState, UnsupportedDefinition } from "@stepbook/engine";
import { checkRoleArn } from "../arns";
import { checkChoice, checkInput, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { hostOf } from "../host";
import { LocalServiceError } from "../service-error";
import { checkMock } from "./check-mock";
import { checkConfiguration, checkUnmocked, objectOf } from "./check-request";
import { hostWithData } from "./data-set";
import { subjectOf } from "./subject";

/**
 * Tests one state: with a mock in the place of its own work, or for real.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export const runTestState = async (request: TestStateInput, local: Embedded): Promise<TestStateOutput> => {
  const { inspectionLevel: level = "INFO", stateConfiguration, revealSecrets } = request;
  checkChoice("inspectionLevel", level, ["INFO", "DEBUG", "TRACE"]);
  const options = optionsOf(request, local);
  const exchange: { request?: InspectedRequest; response?: InspectedResponse } = {};
  const { inspectionData, ...outcome } = await tried(options, stateConfiguration?.mapItemReaderData, {
    ...local,
    httpInspector: {
      reveals: revealSecrets === true,
      sent: (sent) => Object.assign(exchange, { request: sent }),
      answered: (response) => Object.assign(exchange, { response }),
    },
  });
  const told: Readonly<Record<typeof level, { readonly inspectionData?: InspectionData }>> = {
    INFO: {},
    DEBUG: { inspectionData },
    TRACE: { inspectionData: { ...inspectionData, ...exchange } },
  };
  return { ...outcome, ...told[level] };
};

const tried = async (options: TestStateOptions, itemReaderData: string | undefined, local: Embedded) => {
  const host = hostOf(local, Math.floor(local.random() * 2 ** 32));
  try {
    return await testState(itemReaderData === undefined ? host : hostWithData(host, itemReaderData, local), options);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    throw new LocalServiceError("InvalidDefinition", `Invalid State Machine Definition: ${error.message}`);
  }
};

/** What the engine is asked to try, once all of the request fits together. */
const optionsOf = (request: TestStateInput, local: Embedded): TestStateOptions => {
  const { stateConfiguration: configuration = {} } = request;
  const roleArn = request.roleArn === undefined ? undefined : checkRoleArn(request.roleArn);
  checkText("definition", request.definition, 1_048_576);
  const subject = subjectOf(request.definition, request.stateName);
  if (request.mock === undefined) checkUnmocked(subject, request);
  checkConfiguration(subject, configuration);
  const mock = request.mock && checkMock(subject, request.mock, configuration);
  const context = objectOf("context", request.context);
  return {
    ...subject,
    ...namesOf(local),
    roleArn: roleArn ?? `arn:aws:iam::${local.account}:role/TestState`,
    input: checkInput(request.input),
    variables: objectOf("variables", request.variables) ?? {},
    ...(context ? { context } : {}),
    ...(mock ? { mock } : {}),
    retryCount: configuration.retrierRetryCount ?? 0,
    readsItems: configuration.mapItemReaderData !== undefined,
    failureCount: configuration.mapIterationFailureCount ?? 0,
  };
};

const namesOf = ({ uuid, region, account }: Embedded) => {
  const [stateMachineName, executionName] = [uuid(), uuid()];
  const arn = `arn:aws:states:${region}:${account}`;
  return {
    region,
    stateMachineName,
    executionName,
    stateMachineArn: `${arn}:stateMachine:${stateMachineName}`,
    executionArn: `${arn}:express:${stateMachineName}:${executionName}`,
  };
};
