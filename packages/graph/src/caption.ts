import type { State, StateType } from "@stepbook/asl";
import { type IconName, SERVICES } from "./services";
import { textOf } from "./text-of";

export interface Caption {
  readonly caption: string;
  readonly icon: IconName;
}

type Rows = { readonly [Type in StateType]: (state: Extract<State, { Type: Type }>) => Caption };

const ROWS: Rows = {
  Task: (state) => captionOfResource(state.Resource, state.Arguments ?? state.Parameters),
  Pass: () => ({ caption: "Pass", icon: "arrow" }),
  Choice: () => ({ caption: "", icon: "diamond" }),
  Wait: (state) => ({ caption: waitOf(state), icon: "clock" }),
  Succeed: () => ({ caption: "", icon: "tick" }),
  Fail: (state) => ({ caption: plain(state.Error ?? state.ErrorPath), icon: "cross" }),
  Parallel: ({ Branches }) => ({
    caption: `Parallel · ${counted(Array.isArray(Branches) ? Branches.length : 0, "branch", "branches")}`,
    icon: "branches",
  }),
  Map: (state) => ({ caption: mapOf(state), icon: "stack" }),
};

/** What a state is, in a few words under its name, and the icon beside it. */
export const captionOf = (state: State): Caption =>
  Object.hasOwn(ROWS, state.Type)
    ? (ROWS[state.Type] as (state: State) => Caption)(state)
    : { caption: textOf((state as { Type?: unknown }).Type), icon: "gear" };

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A value for people: an expression without its delimiters, a path from where it begins. */
const plain = (value: unknown): string =>
  textOf(value)
    .replace(/^\s*\{%\s*|\s*%\}\s*$/g, "")
    .replace(/^\$states\.(context\.Execution\.Input|input)\./, "")
    .replace(/^\$\$\.Execution\.Input\.|^\$\./, "");

const waitOf = (state: Extract<State, { Type: "Wait" }>): string => {
  const seconds = state.Seconds ?? state.SecondsPath;
  if (seconds !== undefined) return `Wait · ${typeof seconds === "number" ? secondsOf(seconds) : plain(seconds)}`;
  const until = plain(state.Timestamp ?? state.TimestampPath);
  return until ? `Wait · until ${until}` : "Wait";
};

const secondsOf = (seconds: number): string =>
  seconds >= 86_400 && seconds % 86_400 === 0
    ? counted(seconds / 86_400, "day", "days")
    : seconds >= 3600 && seconds % 3600 === 0
      ? `${seconds / 3600} h`
      : seconds >= 60 && seconds % 60 === 0
        ? `${seconds / 60} min`
        : `${seconds} s`;

const mapOf = (state: Extract<State, { Type: "Map" }>): string => {
  const mode = state.ItemProcessor?.ProcessorConfig?.Mode === "DISTRIBUTED" ? "Distributed Map" : "Map";
  const atOnce = state.MaxConcurrency ?? state.MaxConcurrencyPath;
  if (atOnce === undefined || atOnce === 0) return mode;
  return atOnce === 1 ? `${mode} · one at a time` : `${mode} · up to ${plain(atOnce)} at once`;
};

const PATTERNS: readonly (readonly [suffix: RegExp, words: string])[] = [
  [/\.waitForTaskToken$/, " · wait for callback"],
  [/\.sync(:\d+)?$/, ""],
];

/** `arn:aws:states:::sagemaker:createTrainingJob.sync` is "SageMaker · training job". */
const captionOfResource = (resource: unknown, parameters: unknown): Caption => {
  const parts = textOf(resource).split(":");
  if (parts[2] === "lambda") return { caption: `Lambda · ${parts[6] ?? "function"}`, icon: "lambda" };
  if (parts[5] === "activity") return { caption: `Activity · ${parts[6] ?? ""}`, icon: "worker" };
  if (parts[2] !== "states") return { caption: plain(resource) || "Task", icon: "gear" };
  const pattern = PATTERNS.find(([suffix]) => suffix.test(textOf(resource)));
  const sdk = parts[5] === "aws-sdk";
  const service = (sdk ? parts[6] : parts[5]) ?? "";
  const action = (parts[sdk ? 7 : 6] ?? "").replace(/\..*$/, "");
  const row = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  const known = row?.actions && Object.hasOwn(row.actions, action) ? row.actions[action] : undefined;
  const named = row?.named && fieldOf(parameters, row.named);
  return {
    caption: `${row?.name ?? service} · ${named || known || wordsOf(action)}${pattern?.[1] ?? ""}`,
    icon: row?.icon ?? "gear",
  };
};

/** The last part of a name or ARN that stands in a task's parameters as it is, not as an expression. */
const fieldOf = (parameters: unknown, field: string): string => {
  if (typeof parameters !== "object" || parameters === null || !Object.hasOwn(parameters, field)) return "";
  const value = (parameters as Record<string, unknown>)[field];
  if (typeof value !== "string" || value.startsWith("{%")) return "";
  const arn = value.split(":");
  return arn[0] === "arn" ? (arn[6] ?? "") : value;
};

const wordsOf = (action: string): string => action.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

const WHOLE_INPUT: ReadonlySet<string> = new Set(["$", "$states.input"]);

/** What a Map goes through, in a few words: "for each of names". */
export const itemsOf = (state: State): string => {
  if (state.Type !== "Map") return "";
  const path = plain(state.Items ?? state.ItemsPath);
  if (path) return `for each of ${WHOLE_INPUT.has(path) ? "its input" : path}`;
  if (Array.isArray(state.Items)) return `for each of ${counted(state.Items.length, "item", "items")}`;
  const resource = plain(state.ItemReader?.Resource);
  if (resource) return `for each item of ${captionOfResource(resource, undefined).caption}`;
  return "for each item of its input";
};
