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
  /** Whether it is called JSON, so that other YAML won't do. */
  readonly isJson?: boolean;
}

/** What keeps a text from being read, with line and column from 1 where there is one. */
export interface TextFault {
  readonly code: "BAD_JSON" | "REPEATED_KEY" | "BAD_YAML" | "TOO_LARGE";
  /** Such as "is not JSON". */
  readonly is: string;
  readonly why: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A text that is no definition's. */
export class UnreadableText extends StepbookError {
  /** @internal */
  constructor(
    { what }: Text,
    readonly fault: TextFault,
    cause?: unknown,
  ) {
    const { is, why, line, column } = fault;
    const place = line === undefined ? "" : `line ${line}, column ${column}: `;
    super(`fromAsl(source): ${what} ${is}: ${place}${why}`, { cause });
  }
}

/** Text as it stands, or that of the file at a path. */
export function textOf(source: string): Text {
  if (source.trim() === "")
    throw new StepbookError("fromAsl(source): the text is empty. A definition has StartAt and States.");
  if (/[\n{]/.test(source)) return { text: source, what: "the text" };
  const what = `the file ${quote(source)}`;
  try {
    if (statSync(source).size > largest) throw tooLarge({ text: "", what });
    return { text: readFileSync(source, "utf8").replace(/^\uFEFF/, ""), what, isJson: /\.json$/i.test(source) };
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
  if (source.text.length > largest) throw tooLarge(source);
  if (!source.isJson && !source.text.trimStart().startsWith("{")) return parseYaml(source);
  try {
    assertJson(source);
    return JSON.parse(source.text);
  } catch (error) {
    // A flow mapping of YAML begins with a brace, too; what is neither is most likely meant as JSON.
    const value = source.isJson ? undefined : quietYaml(source);
    if (value === undefined) throw error;
    return value;
  }
}

function assertJson(source: Text): void {
  const fault = jsonFault(source.text);
  if (!fault) return;
  const [line, column] = /line: (\d+), column: (\d+)\]$/.exec(fault.source)?.slice(1).map(Number) ?? [];
  // The parser that AWS uses tells the place after what it stumbles on.
  const at = column === undefined ? column : Math.max(1, column - 1);
  const code = fault.repeated ? "REPEATED_KEY" : "BAD_JSON";
  throw new UnreadableText(source, { code, is: "is not JSON", why: fault.message, line, column: at });
}

function parseYaml(source: Text): unknown {
  try {
    return readYaml(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnreadableText(
      source,
      { code: "BAD_YAML", is: "can't be read as YAML", why: "it is nested too deep." },
      error,
    );
  }
}

function readYaml(source: Text): unknown {
  const { document, lines } = yamlOf(source.text);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    const { line, col: column } = lines.linePos(fault.pos[0]);
    const why = fault.message.replace(/\s*at line[\s\S]*$/, "");
    throw new UnreadableText(source, { code: "BAD_YAML", is: "is not YAML", why, line, column });
  }
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    const why = `${(error as Error).message}. Write out what its aliases stand for.`;
    throw new UnreadableText(source, { code: "BAD_YAML", is: "can't be read as YAML", why }, error);
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

function tooLarge(source: Text): UnreadableText {
  const why = "AWS takes definitions of up to 1 MiB: split the workflow, and call one part from another.";
  return new UnreadableText(source, { code: "TOO_LARGE", is: "is larger than 8 MiB", why });
}
