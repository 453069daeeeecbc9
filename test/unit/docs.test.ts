import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pagePath, servicesPage } from "../../scripts/services/page.mjs";

it("the page of services says what the tables say: else run npm run docs:services", () => {
  const isCurrent = readFileSync(pagePath, "utf8") === servicesPage();
  expect(isCurrent, "docs/services.md is stale: run npm run docs:services").toBe(true);
});
