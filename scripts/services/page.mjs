// Writes docs/services.md, the page of all optimized integrations: npm run docs:services
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
export const pagePath = fileURLToPath(new URL("docs/services.md", root));

const row = ([name, action]) => {
  const { factory, patterns, required, oneOf } = action;
  const needed = [...required, ...(oneOf ? [oneOf.join("` or `")] : [])].map((name) => `\`${name}\``);
  return `| \`${factory}\` | \`${name}\` | ${Object.keys(patterns).join(", ")} | ${needed.join(", ") || "none"} |`;
};

const section =
  (integrations) =>
  ([service, { title, page }]) => {
    const actions = Object.entries(integrations).filter(([, { factory }]) => factory.split(".")[0] === service);
    return `### ${title}

[AWS's page](https://docs.aws.amazon.com/step-functions/latest/dg/${page}.html)

| Action | In the ARN | Patterns | Required |
|---|---|---|---|
${actions.map(row).join("\n")}
`;
  };

/** The text of the page, from the two tables that the integrations are made of. */
export function servicesPage() {
  const table = JSON.parse(read("scripts/services/table.json"));
  const integrations = JSON.parse(read("packages/stepbook/data/integrations.json"));
  const services = Object.entries(table);
  return `${read("scripts/services/page-head.md")
    .replace("{services}", String(services.length))
    .replace("{actions}", String(Object.keys(integrations).length))}
${services.map(section(integrations)).join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(pagePath, servicesPage());
