import { readFileSync, statSync } from "node:fs";
import { jsonFault } from "@stepbook/asl";
import type * as Yaml from "yaml";
import { quote, StepbookError } from "../errors";

/** AWS takes definitions of up to a mebibyte; with comments and indentation they may be larger. */
const largest = 8 * 1024 * 1024;
/** How often YAML may mention what it has said before: enough for people, too little for a bomb. */
const mostAliases = 100;

/** The text of a definition, and what to call it in messages. */
export interface Text {
  readonly text: string;
  readonly what: string;
}

/** Text as it stands, or that of the file at a path. */
export function textOf(source: string): Text {
  if (source.trim() === "")
    throw new StepbookError("fromAsl(source): the text is empty. A definition has StartAt and States.");
  if (/[\n{]/.test(source)) return checked({ text: source, what: "the text" });
  const what = `the file ${quote(source)}`;
  try {
    if (statSync(source).size > largest) throw tooLarge(what);
    return checked({ text: readFileSync(source, "utf8").replace(/^\uFEFF/, ""), what });
  } catch (error) {
    if (error instanceof StepbookError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StepbookError(
      code === "ENOENT"
        ? `fromAsl(source): there is no file ${quote(source)}. Give the path of a file, the text of a definition, or an object.`
        : `fromAsl(source): ${what} can't be read: ${message}`,
      { cause: error },
    );
  }
}

/** What a text says, as JSON where it begins as an object of JSON does, else as YAML. */
export function parseText(source: Text): unknown {
  if (!source.text.trimStart().startsWith("{")) return parseYaml(source);
  try {
    assertJson(source);
    return JSON.parse(source.text);
  } catch (error) {
    // A flow mapping of YAML begins with a brace, too; what is neither is most likely meant as JSON.
    const value = quietYaml(source);
    if (value === undefined) throw error;
    return value;
  }
}

function assertJson({ text, what }: Text): void {
  const fault = jsonFault(text);
  if (!fault) return;
  const { message, source } = fault;
  const place = /line: \d+, column: \d+(?=\]$)/.exec(source)?.[0].replaceAll(":", "");
  throw new StepbookError(`fromAsl(source): ${what} is not JSON: ${place ? `${place}: ` : ""}${message}`);
}

function parseYaml(source: Text): unknown {
  try {
    return readYaml(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StepbookError(`fromAsl(source): ${source.what} is nested too deep to be read as YAML.`, { cause: error });
  }
}

function readYaml({ text, what }: Text): unknown {
  const { document, lines } = yamlOf(text);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    const [offset] = fault.pos;
    const { line, col } = lines.linePos(offset);
    throw new StepbookError(
      `fromAsl(source): ${what} is not YAML: line ${line}, column ${col}: ${fault.message.replace(/\s*at line[\s\S]*$/, "")}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    throw new StepbookError(
      `fromAsl(source): ${what} can't be read as YAML: ${(error as Error).message}. Write out what its aliases stand for.`,
      { cause: error },
    );
  }
}

/** What a text says as YAML; undefined where it is none. */
function quietYaml({ text }: Text): unknown {
  try {
    const { document } = yamlOf(text);
    if (document.errors.length + document.warnings.length > 0) return undefined;
    return document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return undefined;
  }
}

/** The library is loaded by those who read YAML alone. */
function yamlOf(text: string): { document: Yaml.Document.Parsed; lines: Yaml.LineCounter } {
  const { LineCounter, parseDocument } = require("yaml") as typeof Yaml;
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" }), lines };
}

function checked(source: Text): Text {
  if (source.text.length > largest) throw tooLarge(source.what);
  return source;
}

function tooLarge(what: string): StepbookError {
  return new StepbookError(
    `fromAsl(source): ${what} is larger than 8 MiB. AWS takes definitions of up to 1 MiB: split the workflow, and call one part from another.`,
  );
}
