import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWith, startMoto } from "../../test/moto/moto.mjs";
import { requestOf, requests } from "../../test/requests";

/** Whether a value has all that another has. */
const holds = (value: unknown, all: unknown): boolean => {
  if (typeof all !== "object" || all === null) return value === all;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(all).every(([name, member]) => holds((value as Record<string, unknown>)[name], member));
};

describe("requests to SageMaker", () => {
  it("have the types of its own client, to the last field", () => {
    const operations = [...new Set(requests.map(({ operation }) => operation))];
    const text = [
      `import type { ${operations.map((name) => `${name}CommandInput`).join(", ")} } from "@aws-sdk/client-sagemaker";`,
      ...requests.map(
        ({ operation, step }, at) =>
          `export const request${at}: ${operation}CommandInput = ${JSON.stringify(requestOf(step))};`,
      ),
      // What the compiler must find, so that it is known to look.
      'export const wrong: CreateModelCommandInput = { ModelName: "m", ExecutionRole: "r" };',
    ].join("\n");
    const name = `${__dirname}/requests-to-check.ts`;
    const options: ts.CompilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      types: ["node"],
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (path) => path === name || fileExists(path);
    host.getSourceFile = (path, ...more) =>
      path === name ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022) : getSourceFile(path, ...more);
    const program = ts.createProgram([name], options, host);
    const found = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${requests[line - 1]?.operation ?? "wrong"}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    expect(found).toEqual([expect.stringMatching(/^wrong: .*'ExecutionRole' does not exist/)]);
  }, 120_000);

  const problem = problemWith("moto.server");
  describe.skipIf(problem !== undefined)(`by its own client, to moto${problem ? ` (skipped: ${problem})` : ""}`, () => {
    let moto: Awaited<ReturnType<typeof startMoto>>;
    let send: (operation: string, input: object) => Promise<Record<string, unknown>>;
    beforeAll(async () => {
      moto = await startMoto();
      const sdk = await import("@aws-sdk/client-sagemaker");
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const client = new sdk.SageMakerClient({ endpoint: moto.endpoint, region: "us-east-1", credentials });
      send = (operation, input) => {
        const Command = (sdk as unknown as Record<string, new (input: object) => never>)[`${operation}Command`]!;
        return client.send(new Command(input)) as Promise<object> as ReturnType<typeof send>;
      };
    }, 30_000);
    afterAll(() => moto?.stop());

    /** What moto takes and doesn't tell again, by the operation; and operations that it doesn't have. */
    const untold: Readonly<Record<string, readonly string[]>> = {
      CreateTrainingJob: ["AlgorithmSpecification", "Environment", "ProfilerConfig"],
      CreateProcessingJob: ["Environment", "ProcessingResources"],
      CreateModel: ["EnableNetworkIsolation"],
    };
    const lacking = ["UpdateEndpoint"];

    it.each(requests)("$operation with $about is taken, and described as it was sent", async ({ operation, step }) => {
      const { Tags: _, ...request } = requestOf(step);
      if (lacking.includes(operation)) {
        await expect(send(operation, request)).rejects.toThrow(/doctype/);
        return;
      }
      await send(operation, requestOf(step));
      const thing = operation.replace("Create", "");
      const description: Record<string, unknown> = await send(`Describe${thing}`, {
        [`${thing}Name`]: request[`${thing}Name`],
      });
      const differing = Object.keys(request).filter((member) => !holds(description[member], request[member]));
      expect(untold[operation] ?? []).toEqual(expect.arrayContaining(differing));
    });
  });
});
