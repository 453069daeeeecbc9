/** A notebook that works: a workflow that is drawn, run and watched. */
export const firstNotebook = (): object => ({
  cells: [
    markdown(
      "# A Step Functions workflow",
      "",
      "A workflow is a graph of steps. Run each cell with **Shift + Enter**: you need no AWS account.",
    ),
    code('import { lambda, local, pass, succeed, wait, workflow } from "stepbook";'),
    markdown("`local()` runs workflows in this notebook, with functions of your own in the place of Lambda."),
    code(
      'const greet = ({ name }) => "Hello, " + name + "!";',
      "const backend = local({ functions: { greet } });",
      "",
      'const hello = workflow("hello", {',
      "  steps: [",
      '    pass("Prepare"),',
      '    wait("A moment", { seconds: 2 }),',
      '    lambda.invoke("Greet", { functionName: "greet", payload: { name: "Ada" } }),',
      '    succeed("Done"),',
      "  ],",
      "  on: backend,",
      "});",
      "hello.render();",
    ),
    markdown("`execute` starts it, and `render` draws it while it runs."),
    code("const execution = await hello.execute({});", "await execution.render();"),
    code("await execution.output();"),
  ],
  metadata: {
    kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" },
    language_info: { name: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
});

let cells = 0;

const idOf = (): string => {
  cells += 1;
  return `step-${cells}`;
};

const markdown = (...source: readonly string[]): object => ({
  cell_type: "markdown",
  id: idOf(),
  metadata: {},
  source: source.join("\n"),
});

const code = (...source: readonly string[]): object => ({
  cell_type: "code",
  id: idOf(),
  metadata: {},
  source: source.join("\n"),
  outputs: [],
  execution_count: null,
});
