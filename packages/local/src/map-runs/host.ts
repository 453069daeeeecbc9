import type { HistoryEvent } from "@stepbook/asl";
import type { MapHost, ResultObject } from "@stepbook/engine";
import { TaskError } from "@stepbook/engine";
import { usualConfigurations } from "../configurations";
import type { Telling } from "../data/telling";
import type { Embedded } from "../embedded";
import { S3Error, sdkMessageOf } from "../s3";
import { type ExecutionRecord, type MapRunRecord, markEnded, markRedriven } from "../store";
import { readItems } from "./items";

/** The history of a child of which none is kept. */
const none: ExecutionRecord["events"] = [];

/** The machine of an execution that is not kept, as those of EXPRESS machines. */
const unknown: ExecutionRecord["machine"] = {
  number: 0,
  name: "",
  definition: "{}",
  roleArn: "",
  configurations: usualConfigurations,
  updateDate: new Date(0),
};

/**
 * What the engine asks for a distributed Map: data sets and results in S3, map runs and their children in the store, and
 * where the execution is kept in a folder, there, too.
 */
export const mapHostOf = (local: Embedded, uuid: () => string, telling?: Telling): MapHost => ({
  readItems: (source) => readItems(source, { s3: local.s3, clock: local.clock, uuid }),
  writeObject: (object) => writeObject(local, object, uuid),
  beginMapRun: (run) => {
    const { store } = local;
    const arn = run.mapRunArn;
    const { number, of } = telling?.mapRun(run) ?? { number: store.number(), of: 0 };
    const record: MapRunRecord = { number, arn, run, status: "RUNNING", children: [] };
    store.putMapRun(record);
    const machine = {
      ...(store.execution(run.executionArn)?.machine ?? unknown),
      name: run.stateMachineArn.slice(run.stateMachineArn.lastIndexOf(":") + 1),
      definition: JSON.stringify(run.definition),
    };
    const keepsHistory = !run.express && local.children === "history";
    return {
      child: (child) => {
        const place = record.children.length;
        const execution: ExecutionRecord = {
          number: telling?.child(of, child) ?? store.number(),
          arn: child.executionArn,
          name: child.name,
          stateMachineArn: run.stateMachineArn,
          machine,
          startDate: new Date(child.startTime),
          input: child.input,
          events: keepsHistory ? [] : none,
          mapRunArn: arn,
          itemCount: child.itemCount,
          run: { stop: child.stop },
          end: undefined,
          onEnd: undefined,
        };
        store.putExecution(execution);
        record.children.push(execution);
        const keep = (event: HistoryEvent): void => {
          execution.events.push(event);
          telling?.childEvent(of, place, event);
        };
        return {
          onEvent: keepsHistory ? keep : () => undefined,
          onEnd: (end) => {
            execution.run = undefined;
            telling?.childEnd(of, place, end);
            markEnded(execution, end);
          },
          onRedrive: (time) => {
            telling?.childRedrive(of, place, time);
            markRedriven(execution, new Date(time));
            execution.run = { stop: child.stop };
          },
        };
      },
      end: (status, stopTime) => {
        record.status = status;
        record.stopTime = stopTime;
        const { limits, itemCounts, executionCounts } = run;
        telling?.mapRunEnd(of, { status, stopTime, limits, itemCounts, executionCounts });
      },
      redrive: (time) => {
        record.status = "RUNNING";
        delete record.stopTime;
        record.redrive = { count: (record.redrive?.count ?? 0) + 1, date: new Date(time) };
        telling?.mapRunRedrive(of, time);
      },
    };
  },
});

const writeObject = async (
  { s3, clock }: Embedded,
  { bucket, key, parts }: ResultObject,
  uuid: () => string,
): Promise<number> => {
  clock.hold(1);
  try {
    return (await s3.putObject({ Bucket: bucket, Key: key, Body: parts })).Size;
  } catch (error) {
    const cause = error instanceof S3Error ? sdkMessageOf(error, uuid()) : (error as Error).message;
    throw new TaskError("States.ResultWriterFailed", cause);
  } finally {
    clock.hold(-1);
  }
};
