import { isJsonObject, type Json } from "@stepbook/asl";
import { Payload } from "../../payload";
import type { RunEnd } from "../../run";

/** A child of a map run, as far as it has come. */
export interface ChildResult {
  /** Missing where it never began. */
  readonly executionArn?: string;
  readonly name?: string;
  readonly startTime?: number;
  /** JSON text. */
  readonly input: string;
  readonly itemCount: number;
  end?: RunEnd | undefined;
}

/** How results are told: whole, with all that is known of each child, or the bare outputs. */
export type Transformation = "NONE" | "COMPACT" | "FLATTEN";

export interface ResultFormat {
  readonly transformation: Transformation;
  readonly outputType: "JSON" | "JSONL";
  readonly stateMachineArn: string;
  readonly express: boolean;
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
const included = { Included: true };

/** All that is told of one child. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
const whole = (child: ChildResult, { stateMachineArn, express }: ResultFormat): Json => {
  const { error, cause, output, status = "PENDING", stopTime } = child.end ?? {};
  const begun = child.executionArn !== undefined;
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ...(begun ? { ExecutionArn: child.executionArn } : {}),
    Input: child.input,
    InputDetails: included,
    ...(child.name === undefined ? {} : { Name: child.name }),
    ...(output === undefined ? {} : { Output: output, OutputDetails: included }),
    ...(begun && !express ? redrive(status) : {}),
    ...(child.startTime === undefined ? {} : { StartDate: time(child.startTime) }),
    StateMachineArn: stateMachineArn,
    Status: status,
    ...(stopTime === undefined ? {} : { StopDate: time(stopTime) }),
  };
};

const redrive = (status: string) =>
  status === "SUCCEEDED"
    ? {
        RedriveCount: 0,
        RedriveStatus: "NOT_REDRIVABLE",
        RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
      }
    : { RedriveCount: 0, RedriveStatus: "REDRIVABLE_BY_MAP_RUN" };

/** The texts that one child adds to a list of results: one, or those of the list that it gave. */
function* textsOf(child: ChildResult, format: ResultFormat): Generator<string> {
  const { status, output } = child.end ?? {};
  if (format.transformation === "NONE" || status !== "SUCCEEDED" || output === undefined)
    yield JSON.stringify(whole(child, format));
  else if (format.transformation === "FLATTEN" && output.startsWith("["))
    for (const member of JSON.parse(output) as readonly Json[]) yield JSON.stringify(member);
  else yield output;
}

/** A list of results, in parts. */
export function* partsOf(children: Iterable<ChildResult>, format: ResultFormat): Generator<string> {
  const isList = format.outputType === "JSON";
  let before = isList ? "[" : "";
  for (const child of children)
    for (const text of textsOf(child, format)) {
      yield before + text;
      before = isList ? "," : "\n";
    }
  if (isList) yield before === "[" ? "[]" : "]";
}

/** The list of results as the output of a Map. */
export const resultOf = (children: Iterable<ChildResult>, format: ResultFormat): Payload => {
  const text = [...partsOf(children, format)].join("");
  return format.outputType === "JSON" ? new Payload(JSON.parse(text) as Json, text) : new Payload(text);
};

/** The values of a WriterConfig, with AWS's own where one is left out. */
export const formatOf = (config: Json | undefined, otherwise: Transformation) => {
  const given = isJsonObject(config) ? config : {};
  return {
    transformation: (given.Transformation ?? otherwise) as Transformation,
    outputType: (given.OutputType ?? "JSON") as ResultFormat["outputType"],
  };
};
