import { readFileSync } from "node:fs";
import * as stepbook from "stepbook";
import ts from "typescript";
import { expect, it, vi } from "vitest";
import { pagePath, servicesPage } from "../../scripts/services/page.mjs";

const permissions = readFileSync(new URL("../../docs/permissions.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...permissions.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text!);

/** What a block of the page prints. */
function printed(code: string): string[] {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    const run = new Function(...Object.keys(stepbook), ts.transpile(code, { target: ts.ScriptTarget.ES2022 }));
    run(...Object.values(stepbook));
    return log.mock.calls.map(([text]) => String(text));
  } finally {
    log.mockRestore();
  }
}

it("the page of services says what the tables say: else run npm run docs:services", () => {
  const isCurrent = readFileSync(pagePath, "utf8") === servicesPage();
  expect(isCurrent, "docs/services.md is stale: run npm run docs:services").toBe(true);
});

it("the policies of the page of permissions are policies", () => {
  const policies = blocks("json").map((text) => JSON.parse(text));
  expect(policies).toHaveLength(4);
  for (const { Version, Statement } of policies) {
    expect(Version).toBe("2012-10-17");
    for (const { Effect, Action } of Statement) {
      expect(Effect).toBe("Allow");
      for (const action of [Action].flat()) expect(action).toMatch(/^[a-z]+:[A-Z][A-Za-z]+$/);
    }
  }
});

it("the code of the page of permissions prints the policies that stand below it", () => {
  const [, , policy, trust] = blocks("json").map((text) => JSON.parse(text));
  const [forRole, forService] = blocks("ts").map(printed);
  expect(JSON.parse(forRole![0]!)).toEqual(policy);
  expect(forRole![1]).toContain('! "Tell"');
  expect(JSON.parse(forService![0]!)).toEqual(trust);
});
