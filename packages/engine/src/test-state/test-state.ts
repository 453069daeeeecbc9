import {
  type InspectionData,
  isJsonObject,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type State,
  type TestStateOutput,
} from "@stepbook/asl";
import { compileState } from "../compile";
import type { MapItem } from "../data/context";
import { Variables } from "../data/variables";
import { Scheduler } from "../fiber";
import type { Host } from "../host";
import { awsLimits } from "../limits";
import { bytesOf, Payload } from "../payload";
import { Recorder } from "../recorder";
import type { RunOptions } from "../run";
import type { CompileState } from "../states/place";
import type { Execution, Thread, Visit } from "../visit";
import { inspectExpressionFlow, inspectPathFlow } from "./inspected-flow";
import { Inspection } from "./inspection";
import { compileMockedMap, type MapConditions } from "./map";
import { type Mock, mockHost } from "./mock";
import { compileMockedParallel } from "./parallel";
import { tryOnce } from "./try-once";

/** What one try of a state goes by. */
export interface TestStateOptions extends MapConditions, Omit<RunOptions, "onEvent" | "onEnd" | "limits"> {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
  readonly variables: { readonly [name: string]: Json };
  /** The context object as a whole; a Map or Parallel has no other work than its mock. */
  readonly context?: JsonObject;
  readonly mock?: Mock;
  /** How often the retrier that is for the failure has retried already. */
  readonly retryCount: number;
}

/** How a try of a state came out, with all that can be inspected of it. */
export type TestedState = TestStateOutput & { readonly inspectionData: InspectionData };

const nothing = (): void => undefined;

/** How long a test goes on at most, in milliseconds. */
const longest = 300_000;

/**
 * Tries one state, once, with the code that runs it in an execution.
 *
 * @throws UnsupportedDefinition where the engine cannot run the state.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export const testState = (host: Host, options: TestStateOptions): Promise<TestedState> => {
  const { name, state, language, mock, retryCount } = options;
  const input = new Payload(JSON.parse(options.input), options.input);
  const inspection = new Inspection(state.Type, language, input);
  const inspect = language === "JSONata" ? inspectExpressionFlow : inspectPathFlow;
  const program = compileState(name, state, language, ["States", name], {
    flow: (compile, fields) => inspect(compile, fields, inspection.note),
    attempt: mock && mockedAttempt(mock, options, inspection),
  });
  if (state.Type === "Fail") inspection.note("afterInputPath", input);
  const thread = threadOf(mock ? mockHost(host, mock) : host, name, options, input);
  const { execution } = thread;
  const enteredId = execution.recorder.add(
    `${program.type}StateEntered`,
    execution.recorder.add("ExecutionStarted", 0),
  );
  thread.lastId = enteredId;
  const visit: Visit = { thread, program, input, enteredId, beforeId: 1, enteredTime: host.now(), retryCount };
  return new Promise((resolve, reject) => {
    let stopTimer = (): void => undefined;
    let over = false;
    const fiber = execution.scheduler.spawn(tryOnce(visit, inspection), (error, outcome) => {
      over = true;
      stopTimer();
      if (error !== undefined) reject(error);
      else resolve({ ...outcome!, inspectionData: inspection.data });
    });
    if (over) return;
    stopTimer = host.sleep(longest, () => {
      fiber.kill();
      execution.scheduler.stop();
      resolve({ status: "FAILED", error: "States.Timeout", inspectionData: inspection.data });
    });
  });
};

const mockedAttempt = (mock: Mock, options: TestStateOptions, inspection: Inspection): CompileState | undefined => {
  if (options.state.Type === "Parallel") return compileMockedParallel(mock);
  return options.state.Type === "Map" ? compileMockedMap(mock, options, inspection) : undefined;
};

const threadOf = (host: Host, state: string, options: TestStateOptions, input: Payload): Thread => {
  const execution: Execution = {
    host,
    recorder: new Recorder(host, nothing, Number.POSITIVE_INFINITY),
    scheduler: new Scheduler(host),
    region: options.region,
    options: { ...options, onEvent: nothing, onEnd: nothing },
    limits: awsLimits,
    context: {
      Execution: {
        Id: options.executionArn,
        Input: input.value,
        Name: options.executionName,
        RoleArn: options.roleArn,
        StartTime: new Date(host.now()).toISOString(),
      },
      StateMachine: { Id: options.stateMachineArn, Name: options.stateMachineName },
    },
    ...(options.context ? { givenContext: contextWith(options.context) } : {}),
  };
  const variables = new Variables();
  variables.assign(
    Object.entries(options.variables).map(([name, value]) => ({ name, value, bytes: bytesOf(JSON.stringify(value)) })),
  );
  return { execution, variables, state, input, lastId: 0, inner: new Set() };
};

/** A given context object, with the item that ItemSelector works on. */
const contextWith =
  (context: JsonObject) =>
  (item: MapItem | undefined): Json =>
    item ? { ...context, Map: { ...(isJsonObject(context.Map) ? context.Map : {}), Item: { ...item } } } : context;
