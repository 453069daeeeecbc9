import { dirname, join, sep } from "node:path";
import { types } from "node:util";
import type { FunctionContext, LocalFunction } from "./functions";

/** How a function failed, in the words that Lambda has for it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What a function threw, told as Lambda's runtime for Node tells it, whatever it is. */
export const functionErrorOf = (thrown: unknown, functionName: string): FunctionError => {
  try {
    if (isError(thrown)) return errorOf(thrown);
  } catch {
    const errorMessage = `The function ${JSON.stringify(functionName)} threw an error whose name, message or stack cannot be read.`;
    return { errorType: "handled", errorMessage, trace: [] };
  }
  const errorMessage = `${textOf(thrown)} (the function ${JSON.stringify(functionName)} threw this ${typeof thrown}; throw an Error instead, whose name Retry and Catch can match)`;
  return { errorType: typeof thrown, errorMessage, trace: [] };
};

/** Errors of another realm, such as a notebook's cell, are errors too, and so is what looks like one. */
const isError = (value: unknown): value is Error => {
  if (types.isNativeError(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  const { name, message, stack } = value as Partial<Error>;
  return [name, message, stack].every((member) => typeof member === "string");
};

const errorOf = (error: Error): FunctionError => {
  const { name, message, stack } = error;
  const errorType = String(name) || "Error";
  return { errorType, errorMessage: String(message), trace: traceOf(stack ?? `${errorType}: ${message}`) };
};

const textOf = (value: unknown): string => {
  try {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    return "what cannot be shown";
  }
};

/** Calls a function of the user's. In a stack, the frames above this one are the user's. */
export async function calledByStepbook(run: LocalFunction, input: unknown, context: FunctionContext): Promise<unknown> {
  return await run(input, context);
}

/** Where the user's part of a stack ends: at our call, or at what runs a notebook's cell. */
const boundary = new RegExp(`^ +at (async )?${calledByStepbook.name}\\b|\\(node:vm:`);

/** A stack with the user's frames only, after the lines of its message. */
const traceOf = (stack: unknown): readonly string[] => {
  const lines = String(stack).split("\n");
  const first = lines.findIndex((line) => line.startsWith("    at "));
  if (first < 0) return lines;
  const frames = lines.slice(first);
  const end = frames.findIndex((frame) => boundary.test(frame));
  const users = (end < 0 ? frames : frames.slice(0, end)).filter((frame) => !isInner(frame));
  return [...lines.slice(0, first), ...users];
};

const ourFolders = [dirname(dirname(__dirname)), join(dirname(dirname(dirname(__dirname))), "stepbook")];

const isInner = (frame: string): boolean =>
  /[( ]node:/.test(frame) ||
  (frame.includes(`${sep}lib${sep}`) && ourFolders.some((folder) => frame.includes(folder + sep)));
