import { parseArgs } from "node:util";
import { validate as check, type Diagnostic, type StateMachineType } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import { machineOf } from "../import/machine";
import { UnreadableText } from "../import/read";
import { type Command, exitCodes, readingArguments, UsageError } from "./command";
import { parseDefinition, wordsOf } from "./definitions";

const usage = `Usage: stepbook validate FILE… [options]

Tells what AWS would refuse in definitions in the Amazon States Language, JSON or YAML, and what is doubtful in them:
  FILE: error CODE message  → location

  --type TYPE   STANDARD or EXPRESS: what the state machine will be; STANDARD where it is left out
  --json        a list of { file, valid, diagnostics } in place of lines

It ends with 0 where all are valid, 1 where one has an error, 2 where a file or an option is not right. Warnings are
no errors.

  stepbook validate *.asl.json
`;

const options = { type: { type: "string" }, json: { type: "boolean" } } as const;

/** What is wrong with a definition, or keeps it from being read as one. */
type Told = Pick<Diagnostic, "severity" | "message" | "location"> & {
  readonly code: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
};

const error = (code: string, message: string, place: Partial<Told> = {}): Told => ({
  code,
  severity: "error",
  message,
  location: "",
  ...place,
});

const diagnosticsOf = async (file: string, type: StateMachineType): Promise<readonly Told[]> => {
  try {
    const definition = await parseDefinition(file);
    const told = check(definition, { type });
    if (!told.some(({ severity }) => severity === "error")) machineOf(definition, "The definition");
    return told;
  } catch (thrown) {
    if (thrown instanceof UnreadableText) {
      const { code, is, why, line, column } = thrown.fault;
      const location = line === undefined ? "" : `line ${line}, column ${column}`;
      return [error(code, `The file ${wordsOf({ code, is, why })}`, { location, line, column })];
    }
    // YAML has values that JSON has not.
    if (thrown instanceof StepbookError) return [error("NOT_JSON", thrown.message)];
    throw thrown;
  }
};

const lineOf = (file: string, { severity, code, message, location }: Told): string =>
  `${file}: ${severity} ${code} ${message.replace(/\s*\n\s*/g, " ")}${location === "" ? "" : `  → ${location}`}\n`;

const typeOf = (given = "STANDARD"): StateMachineType => {
  const type = given.toUpperCase();
  if (type === "STANDARD" || type === "EXPRESS") return type;
  throw new UsageError(`--type is STANDARD or EXPRESS, but here it is ${quote(given)}`);
};

export const validate: Command = {
  summary: "tells what AWS would refuse in definitions",
  usage,
  async run(args, terminal) {
    const { values, positionals } = readingArguments("validate", () =>
      parseArgs({ args: [...args], options, allowPositionals: true }),
    );
    if (positionals.length === 0) throw new UsageError("which definitions? stepbook validate FILE…");
    const type = typeOf(values.type);
    const results: { readonly file: string; readonly valid: boolean; readonly diagnostics: readonly Told[] }[] = [];
    for (const file of positionals) {
      const diagnostics = await diagnosticsOf(file, type);
      results.push({ file, valid: !diagnostics.some(({ severity }) => severity === "error"), diagnostics });
    }
    if (values.json) terminal.out(`${JSON.stringify(results, null, 2)}\n`);
    else
      for (const { file, valid, diagnostics } of results) {
        for (const told of diagnostics) terminal.out(lineOf(file, told));
        if (valid) terminal.out(`${file}: valid\n`);
      }
    return results.every(({ valid }) => valid) ? exitCodes.succeeded : exitCodes.failed;
  },
};
