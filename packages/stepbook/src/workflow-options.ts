import type { Json, JsonObject, QueryLanguage, StateMachine, StateMachineType, Tag } from "@stepbook/asl";
import type { Backend } from "./backends/backend";
import { StepbookError } from "./errors";
import type { Encryption, Logging } from "./machine/settings";
import type { Partition } from "./place";
import type { Any } from "./placeholders/any";
import type { InputOf } from "./placeholders/sources";
import { describe, isPlainObject, template } from "./steps/data";
import type { Sequence } from "./steps/step";

/** What a workflow is made of: steps, or a definition that you have. */
export type WorkflowOptions<Input = Any> = AnyWorkflowOptions<Input> &
  (
    | {
        /** Its steps, one after the other. */
        readonly steps: Sequence;
        /** Not beside steps: they say it. */
        readonly definition?: StateMachine | undefined;
      }
    | {
        /** In place of steps: a state machine in Amazon States Language, as `fromAsl` reads it. */
        readonly definition: StateMachine;
        /** Not beside a definition: it says them. */
        readonly steps?: Sequence | undefined;
      }
  );

/** What every workflow takes. */
export interface AnyWorkflowOptions<Input = Any> {
  /** What an execution takes, declared by `executionInput`. */
  readonly input?: InputOf<Input>;
  /** Where it runs: `local(…)` or `aws(…)`. */
  readonly on?: Backend;
  /** The role that it runs with on AWS, by its name or ARN; that of the backend where it is left out. */
  readonly role?: string;
  /** A remark for readers of the definition. */
  readonly comment?: string;
  /** Fields of the machine as they stand in Amazon States Language: the last resort, for what no option says. */
  readonly fields?: { readonly [field: string]: Json };
  /** The version of Amazon States Language; `"1.0"` is the only one. */
  readonly version?: "1.0";
  /** Fails an execution that takes longer. */
  readonly timeoutSeconds?: number;
  /** What placeholders become: JSONata where it is left out, as AWS recommends; or paths. */
  readonly queryLanguage?: QueryLanguage;
  /** `"STANDARD"` where it is left out. */
  readonly type?: StateMachineType;
  /** Tags of the state machine. */
  readonly tags?: readonly Tag[];
  /** Where it writes what its executions do. */
  readonly logging?: Logging;
  /** Whether it sends traces to AWS X-Ray. */
  readonly tracing?: boolean;
  /** The key of yours that it is encrypted with; one of AWS's where it is left out. */
  readonly encryption?: Encryption;
  /** The part of AWS that it is for, which the ARNs of services begin with; that of its backend where it is left out. */
  readonly partition?: Partition;
}

export const optionNames = [
  "steps",
  "definition",
  "input",
  "on",
  "role",
  "comment",
  "fields",
  "version",
  "timeoutSeconds",
  "queryLanguage",
  "type",
  "tags",
  "logging",
  "tracing",
  "encryption",
  "partition",
];

export function fieldsOf({ fields }: WorkflowOptions<Any>, where: string): JsonObject | undefined {
  if (fields === undefined) return undefined;
  if (isPlainObject(fields)) {
    const said = ["StartAt", "States"].find((field) => Object.hasOwn(fields, field));
    if (said === undefined) return template(fields, `${where}: fields`) as JsonObject;
    throw new StepbookError(`${where}: fields must not hold ${said}: the steps say that.`);
  }
  throw new StepbookError(`${where}: fields must be an object of values by their names, but is ${describe(fields)}.`);
}

/** A definition says itself what options say of steps. */
export function assertOneSource(options: WorkflowOptions<Any>, where: string): void {
  if (options.definition === undefined) return;
  const other = (["steps", "comment", "fields", "version", "timeoutSeconds", "queryLanguage"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (other === undefined) return;
  throw new StepbookError(
    `${where} has a definition and ${other}: the definition says that itself. Give the definition alone, or steps.`,
  );
}
