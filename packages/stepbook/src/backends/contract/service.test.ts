import { createLocalStepFunctions, serveStepFunctions } from "@stepbook/local";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { role } from "../../../test/contract/behaviour";
import { functions } from "../../../test/contract/cases-tasks";
import { contract, differing } from "../../../test/contract/contract";
import { region } from "../../../test/contract/sdk";
import { type Difference, differences } from "../../../test/moto/differences.mjs";
import { pass, workflow } from "../../index";
import { aws } from "../aws";
import type { Backend } from "../backend";

describe("aws, against the embedded service", () => {
  let service: Awaited<ReturnType<typeof serveStepFunctions>>;
  let backend: Backend;
  beforeAll(async () => {
    service = await serveStepFunctions(createLocalStepFunctions({ functions: functions() }), { port: 0 });
    backend = aws({ endpoint: service.endpoint, region, role });
  });
  afterAll(() => service?.close());
  contract(() => backend, differing());

  for (const [row, { what, moto }] of Object.entries(differences))
    describe(`in the place of moto: ${what}; moto ${moto}`, () =>
      contract(() => backend, differing(row as Difference)));
});

describe("aws, out of reach", () => {
  it("says what can't be reached", async () => {
    const on = aws({ endpoint: "http://127.0.0.1:9", region });
    await expect(workflow("w", { steps: pass("A"), role, on }).create()).rejects.toThrow(
      /http:\/\/127\.0\.0\.1:9 can't be reached/,
    );
  }, 30_000);
});
