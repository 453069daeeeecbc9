import type { HistoryEvent, Json, StateMachine } from "@stepbook/asl";
import type { RunEnd } from "./run";

/** What a distributed Map asks of its host: the bytes of data sets and results, and a place for its children. */
export interface MapHost {
  /**
   * Opens the data set of an ItemReader. What is wrong with it is a `TaskError` named `States.ItemReaderFailed`: thrown
   * here, or by the page that meets it.
   */
  readItems(source: ItemSource): ItemPages;
  /**
   * Writes an object, whole or not at all, and gives its size in bytes. What hinders it is a `TaskError` named
   * `States.ResultWriterFailed`.
   */
  writeObject(object: ResultObject): Promise<number>;
  /** Hears of a map run that begins, and says where its children go. */
  beginMapRun(run: MapRun): MapRunSink;
}

/** The data set of an ItemReader, its fields worked out. */
export interface ItemSource {
  /** `getObject` or `listObjectsV2`. */
  readonly action: string;
  /** Bucket, Key, Prefix … */
  readonly parameters: Json;
  readonly config: ReaderConfig;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export interface ReaderConfig {
  readonly InputType?: string;
  readonly ManifestType?: string;
  readonly Transformation?: string;
  readonly CSVHeaderLocation?: string;
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: string;
  readonly ItemsPointer?: string;
  /** How many items are read at most; none where all are. */
  readonly MaxItems?: number;
}

/** The items of a data set, read as they are needed. */
export interface ItemPages {
  /** Some more items; undefined at the end. */
  next(): Promise<ItemPage | undefined>;
  /** Lets go of the data set, read to its end or not. */
  close(): void;
}

export interface ItemPage {
  readonly items: readonly Json[];
  /** The names of the items, where they are the members of an object. */
  readonly keys?: readonly string[];
  /** The address of what they were read from, such as `S3://bucket/key`. */
  readonly source: string;
}

/** An object that a ResultWriter writes. */
export interface ResultObject {
  readonly bucket: string;
  readonly key: string;
  /** Its text, in parts that are made as they are asked for. */
  readonly parts: Iterable<string>;
}

/** What bounds a map run. It may be changed while the run goes on. */
export interface MapRunLimits {
  /** 0 where it is left to the service. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
}

/** How many items, or child executions, stand where. */
export interface MapRunCounts {
  total: number;
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  resultsWritten: number;
}

/** A map run that begins. */
export interface MapRun {
  readonly mapRunArn: string;
  /** The execution that it belongs to. */
  readonly executionArn: string;
  /** The machine that its children run: the states of the Map. */
  readonly stateMachineArn: string;
  readonly definition: StateMachine;
  readonly express: boolean;
  readonly startTime: number;
  readonly limits: MapRunLimits;
  /** Kept up to date while it goes on. */
  readonly itemCounts: Readonly<MapRunCounts>;
  readonly executionCounts: Readonly<MapRunCounts>;
  /** Changes what bounds it, from now on. */
  update(limits: Partial<MapRunLimits>): void | Promise<void>;
}

/** Who hears how a map run goes. */
export interface MapRunSink {
  /** A child begins. The history goes to what comes back. */
  child(child: ChildRun): ChildSink;
  end(status: "SUCCEEDED" | "FAILED" | "ABORTED", stopTime: number): void;
  /** It goes on with those of its children that have not ended well. */
  redrive(time: number): void;
}

/** A child execution that begins. */
export interface ChildRun {
  /** Its place among the children, from 0. */
  readonly index: number;
  readonly executionArn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly itemCount: number;
  readonly startTime: number;
  /** Ends it now, as StopExecution does. */
  stop(reason?: { readonly error?: string; readonly cause?: string }): void | Promise<void>;
}

export interface ChildSink {
  onEvent(event: HistoryEvent): void;
  onEnd(end: RunEnd): void;
  /** It goes on from where it failed. */
  onRedrive(time: number): void;
}
