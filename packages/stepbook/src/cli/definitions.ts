import { basename } from "node:path";
import { quote, StepbookError } from "../errors";
import { machineOf } from "../import/machine";
import { parseText, type TextFault, UnreadableText } from "../import/read";
import { type Workflow, workflow } from "../workflow";
import { UsageError } from "./command";
import { read } from "./files";

/** What the file of a definition says, in JSON or YAML; nothing is checked but that it parses. */
export const parseDefinition = async (path: string): Promise<unknown> => {
  const text = (await read(path, "the definition")).replace(/^\uFEFF/, "");
  return parseText({ text, what: `the file ${quote(path)}`, isJson: /\.json$/i.test(path) });
};

/** The workflow of a definition that may be a draft, called as its file is. */
export const readWorkflow = async (path: string): Promise<Workflow> => {
  try {
    const definition = machineOf(await parseDefinition(path), quote(path));
    return workflow(basename(path).split(".")[0] || "workflow", { definition });
  } catch (error) {
    if (error instanceof UnreadableText) throw new UsageError(`${quote(path)} ${wordsOf(error.fault)}`);
    throw error instanceof StepbookError ? new UsageError(error.message) : error;
  }
};

/** A fault with its place. */
export const wordsOf = ({ is, why, line, column }: TextFault): string =>
  `${is}: ${line === undefined ? "" : `line ${line}, column ${column}: `}${why}`;

/** A definition that may run, as JSON text, and what is doubtful about it. */
export const readDefinition = async (path: string): Promise<{ text: string; warnings: readonly string[] }> => {
  const workflow = await readWorkflow(path);
  const told = workflow.validate().map(({ severity, message, location }) => ({
    severity,
    line: location === "" ? message : `${message}  → ${location}`,
  }));
  const errors = told.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new UsageError(
      [`${path} is not a state machine that Step Functions takes:`, ...errors.map(({ line }) => `  ${line}`)].join(
        "\n",
      ),
    );
  return { text: workflow.toJson(), warnings: told.map(({ line }) => line) };
};
