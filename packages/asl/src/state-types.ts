import type { QueryLanguage, Scope, State, StateType } from "./definition";
import { isJsonObject } from "./json";
import type { KeyPath } from "./paths";

/** A scope nested in a state, and the field path that it stands at, such as `["Branches", 0]`. */
export interface NestedScope {
  readonly scope: Scope;
  readonly path: KeyPath;
}

/** What is particular to one type of state. */
export interface StateTypeRow {
  /** The fields that it takes beside those of every state, whichever the query language. */
  readonly fields: readonly string[];
  /** The fields that it takes in one query language only. */
  readonly languageFields: Readonly<Record<QueryLanguage, readonly string[]>>;
  /** Groups of fields of which exactly one, or at most one, may be given. */
  readonly exactlyOne?: readonly (readonly string[])[];
  readonly atMostOne?: readonly (readonly string[])[];
  readonly required?: readonly string[];
  /** Whether it has `Next` or `End`. */
  readonly goesOn: boolean;
  /** Whether it ends its scope by its type alone. */
  readonly terminal: boolean;
  readonly mayRetry: boolean;
  readonly mayCatch: boolean;
  /** The scopes nested in it, in the order of the definition. */
  readonly nested: (state: State) => readonly NestedScope[];
}

/** The fields of a machine, of a branch and of a Map's processor. */
export const scopeFields: readonly string[] = [
  "Comment",
  "QueryLanguage",
  "StartAt",
  "States",
  "Version",
  "TimeoutSeconds",
  "ProcessorConfig",
];

/** The fields that every state takes. */
export const commonFields: readonly string[] = ["Type", "Comment", "QueryLanguage"];

const none: readonly NestedScope[] = [];
const working = {
  fields: ["Next", "End", "Assign", "Retry", "Catch"],
  paths: ["InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector"],
  goesOn: true,
  terminal: false,
  mayRetry: true,
  mayCatch: true,
};
const ending = { goesOn: false, terminal: true, mayRetry: false, mayCatch: false, nested: () => none };
const processorFields = ["ItemProcessor", "Iterator"] as const;

/** One row a type of state. @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html */
export const stateTypes: Readonly<Record<StateType, StateTypeRow>> = {
  Task: {
    ...working,
    fields: [...working.fields, "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"],
    languageFields: {
      JSONPath: [...working.paths, "TimeoutSecondsPath", "HeartbeatSecondsPath"],
      JSONata: ["Arguments", "Output"],
    },
    required: ["Resource"],
    atMostOne: [
      ["TimeoutSeconds", "TimeoutSecondsPath"],
      ["HeartbeatSeconds", "HeartbeatSecondsPath"],
    ],
    nested: () => none,
  },
  Pass: {
    fields: ["Next", "End", "Assign"],
    languageFields: {
      JSONPath: ["InputPath", "OutputPath", "ResultPath", "Parameters", "Result"],
      JSONata: ["Output"],
    },
    goesOn: true,
    terminal: false,
    mayRetry: false,
    mayCatch: false,
    nested: () => none,
  },
  Choice: {
    fields: ["Choices", "Default", "Assign"],
    languageFields: { JSONPath: ["InputPath", "OutputPath"], JSONata: ["Output"] },
    required: ["Choices"],
    goesOn: false,
    terminal: false,
    mayRetry: false,
    mayCatch: false,
    nested: () => none,
  },
  Wait: {
    fields: ["Next", "End", "Assign", "Seconds", "Timestamp"],
    languageFields: {
      JSONPath: ["InputPath", "OutputPath", "SecondsPath", "TimestampPath"],
      JSONata: ["Output"],
    },
    exactlyOne: [["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]],
    goesOn: true,
    terminal: false,
    mayRetry: false,
    mayCatch: false,
    nested: () => none,
  },
  Succeed: {
    ...ending,
    fields: [],
    languageFields: { JSONPath: ["InputPath", "OutputPath"], JSONata: ["Output"] },
  },
  Fail: {
    ...ending,
    fields: ["Error", "Cause"],
    languageFields: { JSONPath: ["ErrorPath", "CausePath"], JSONata: [] },
    atMostOne: [
      ["Error", "ErrorPath"],
      ["Cause", "CausePath"],
    ],
  },
  Parallel: {
    ...working,
    fields: [...working.fields, "Branches"],
    languageFields: { JSONPath: working.paths, JSONata: ["Arguments", "Output"] },
    required: ["Branches"],
    nested: (state) =>
      state.Type === "Parallel" && Array.isArray(state.Branches)
        ? state.Branches.flatMap((scope, index) =>
            isJsonObject(scope) ? [{ scope: scope as unknown as Scope, path: ["Branches", index] }] : [],
          )
        : none,
  },
  Map: {
    ...working,
    fields: [
      ...working.fields,
      ...processorFields,
      "ItemSelector",
      "ItemReader",
      "ItemBatcher",
      "ResultWriter",
      "MaxConcurrency",
      "ToleratedFailureCount",
      "ToleratedFailurePercentage",
      "Label",
    ],
    languageFields: {
      JSONPath: [
        ...working.paths,
        "ItemsPath",
        "MaxConcurrencyPath",
        "ToleratedFailureCountPath",
        "ToleratedFailurePercentagePath",
      ],
      JSONata: ["Items", "Output"],
    },
    exactlyOne: [processorFields],
    atMostOne: [
      ["MaxConcurrency", "MaxConcurrencyPath"],
      ["ToleratedFailureCount", "ToleratedFailureCountPath"],
      ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
      ["ItemSelector", "Parameters"],
    ],
    nested: (state) =>
      state.Type === "Map"
        ? processorFields.flatMap((field) => {
            const scope = state[field];
            return isJsonObject(scope) ? [{ scope: scope as unknown as Scope, path: [field] }] : [];
          })
        : none,
  },
};

/** The row of a state's type, or undefined for a type that does not exist. */
export const stateTypeOf = (type: unknown): StateTypeRow | undefined =>
  typeof type === "string" && Object.hasOwn(stateTypes, type) ? stateTypes[type as StateType] : undefined;
