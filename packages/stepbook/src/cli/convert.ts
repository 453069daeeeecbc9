import { parseArgs } from "node:util";
import { didYouMean, quote, StepbookError } from "../errors";
import type { Workflow } from "../workflow";
import { type Command, exitCodes, onlyFile, readingArguments, UsageError } from "./command";
import { readWorkflow } from "./definitions";
import { give } from "./files";

interface Format {
  readonly what: string;
  readonly of: (workflow: Workflow) => string;
}

/** What a definition, which may be a draft, can be converted to. */
export const formats: Readonly<Record<string, Format>> = {
  json: { what: "Amazon States Language as JSON", of: (workflow) => `${workflow.toJson()}\n` },
  yaml: { what: "the same as YAML, for parsers of YAML 1.1 and 1.2", of: (workflow) => workflow.toYaml() },
  cloudformation: { what: "a template of CloudFormation", of: (workflow) => workflow.toCloudFormation() },
  cdk: { what: "a stack of the AWS CDK, in TypeScript", of: (workflow) => workflow.toCdk() },
  mermaid: { what: "a flowchart of Mermaid", of: (workflow) => workflow.toMermaid() },
  typescript: { what: "steps of Stepbook", of: (workflow) => workflow.toTypeScript() },
};

const usage = `Usage: stepbook convert FILE --to FORMAT [options]

Says a definition in the Amazon States Language, JSON or YAML, in another way. A draft will do.

  --to FORMAT         one of
${Object.entries(formats)
  .map(([name, { what }]) => `                        ${name.padEnd(16)}${what}`)
  .join("\n")}
  -o, --output FILE   writes the result there; to standard output where it is left out

It ends with 0 where it is converted, 2 where the definition or an option is not right.

  stepbook convert orders.asl.json --to typescript -o orders.ts
`;

const options = { to: { type: "string" }, output: { type: "string", short: "o" } } as const;

const formatOf = (name: string | undefined) => {
  const names = Object.keys(formats);
  if (name === undefined) throw new UsageError(`to what? --to ${names.join("|")}`);
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format) return format;
  throw new UsageError(`--to is ${names.join(" or ")}, but here it is ${quote(name)}.${didYouMean(name, names)}`);
};

export const convert: Command = {
  summary: "says a definition in another language",
  usage,
  async run(args, terminal) {
    const { values, positionals } = readingArguments("convert", () =>
      parseArgs({ args: [...args], options, allowPositionals: true }),
    );
    const file = onlyFile(positionals, "convert");
    const format = formatOf(values.to);
    await give(values.output, file, terminal, async () => {
      const workflow = await readWorkflow(file);
      try {
        return format.of(workflow);
      } catch (error) {
        if (!(error instanceof StepbookError)) throw error;
        throw new UsageError(`${quote(file)} can't be converted: ${error.message}`);
      }
    });
    return exitCodes.succeeded;
  },
};
