import type { InspectionData, QueryLanguage, StateType } from "@stepbook/asl";
import type { NewValue } from "../data/variables";
import type { Payload } from "../payload";

/** The data of an inspection, which are told as JSON text. */
export type Stage =
  | "afterArguments"
  | "afterInputPath"
  | "afterParameters"
  | "result"
  | "afterResultSelector"
  | "afterResultPath"
  | "afterItemsPath"
  | "afterItemsPointer"
  | "afterItemSelector"
  | "afterItemBatcher";

/** Tells what a stage of a state's data flow gave. */
export type Note = (stage: Stage, payload: Payload) => void;

const none: readonly Stage[] = [];
const merged: readonly Stage[] = ["afterResultSelector", "afterResultPath"];
const items: readonly Stage[] = ["afterItemsPointer", "afterItemSelector", "afterItemBatcher"];
const ending = { JSONPath: ["afterInputPath"], JSONata: none } as const;

/** The stages that AWS tells of, by the type of the state and its language. */
const stages: Readonly<Record<StateType, Readonly<Record<QueryLanguage, readonly Stage[]>>>> = {
  Task: {
    JSONPath: ["afterInputPath", "afterParameters", "result", ...merged],
    JSONata: ["afterArguments", "result"],
  },
  Pass: { JSONPath: ["afterInputPath", "afterParameters", "result", ...merged], JSONata: none },
  Choice: ending,
  Wait: ending,
  Succeed: ending,
  Fail: ending,
  Parallel: { JSONPath: merged, JSONata: none },
  Map: { JSONPath: ["afterInputPath", "afterItemsPath", ...items, ...merged], JSONata: items },
};

/** What is inspected of one try of a state. */
export class Inspection {
  readonly #found: { -readonly [K in keyof InspectionData]: InspectionData[K] } = {};
  readonly #stages: readonly Stage[];

  constructor(type: StateType, language: QueryLanguage, input: Payload) {
    this.#stages = stages[type][language];
    this.#found.input = input.text;
  }

  readonly note: Note = (stage, payload) => {
    if (this.#stages.includes(stage)) this.#found[stage] = payload.text;
  };

  /** Adds what is no stage of the data flow. */
  add(data: InspectionData): void {
    Object.assign(this.#found, data);
  }

  addVariables(variables: readonly NewValue[]): void {
    const values = variables.map(({ name, value }) => [name, value] as const);
    if (values.length > 0) this.add({ variables: JSON.stringify(Object.fromEntries(values)) });
  }

  get data(): InspectionData {
    return this.#found;
  }
}
