import { parseArgs } from "node:util";
import { createView, readView } from "@stepbook/graph";
import { quote } from "../errors";
import type { RenderOptions, Workflow } from "../workflow";
import { type Command, exitCodes, onlyFile, readingArguments, type Terminal, UsageError } from "./command";
import { readWorkflow } from "./definitions";
import { give } from "./files";

const usage = `Usage: stepbook render FILE [options]

Draws a definition in the Amazon States Language, JSON or YAML, as an SVG picture that stands alone. A draft will do.

  -o, --output FILE       writes the picture there; to standard output where it is left out
  --direction DIRECTION   the way that the graph grows, down or right: down

It ends with 0 where it is drawn, 2 where the definition or an option is not right.

  stepbook render orders.asl.json -o orders.svg
`;

const options = { output: { type: "string", short: "o" }, direction: { type: "string" } } as const;

const directionOf = (given = "down"): NonNullable<RenderOptions["direction"]> => {
  if (given === "down" || given === "right") return given;
  throw new UsageError(`--direction is down or right, but here it is ${quote(given)}`);
};

const drawn = (workflow: Workflow, file: string, drawing: RenderOptions, { err }: Terminal): string => {
  const { definition, name } = workflow;
  const read = readView(createView({ definition, name, direction: "down", rev: 1, now: 0 }));
  for (const notice of "notices" in read ? read.notices : []) err(`warning: ${notice}\n`);
  try {
    return `${workflow.toSvg(drawing)}\n`;
  } catch (error) {
    throw new UsageError(`${quote(file)} can't be drawn: ${(error as Error).message} See stepbook validate.`);
  }
};

export const render: Command = {
  summary: "draws a definition as an SVG picture",
  usage,
  async run(args, terminal) {
    const { values, positionals } = readingArguments("render", () =>
      parseArgs({ args: [...args], options, allowPositionals: true }),
    );
    const file = onlyFile(positionals, "render");
    const direction = directionOf(values.direction);
    await give(values.output, file, terminal, async () =>
      drawn(await readWorkflow(file), file, { direction }, terminal),
    );
    return exitCodes.succeeded;
  },
};
