import { readdirSync, readFileSync } from "node:fs";

// The parameters of services are AWS's own: their pages of AWS tell what each is.
const services = new URL("packages/stepbook/src/services/", import.meta.url);
const files = readdirSync(services)
  .map((file) => readFileSync(new URL(file, services), "utf8"))
  .filter((text) => text.startsWith("// Written by"))
  .map((text) => [...text.matchAll(/^(export )?interface (\w+) \{\n(.*?)^\}/gms)])
  .map((found) => found.map(([, exported, name, body]) => ({ isPublic: exported !== undefined, name, body })));
const open = files.flat().filter(({ isPublic }) => isPublic);
const inner = files.flatMap((file) => {
  const seen = file
    .filter(({ isPublic }) => isPublic)
    .map(({ body }) => body)
    .join("");
  return file.filter(({ isPublic, name }) => !isPublic && seen.includes(`<${name}>`));
});
const membersOf = ({ name, body }) =>
  [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, member]) => `${name}.${member}`);
const integrations = JSON.parse(
  readFileSync(new URL("packages/stepbook/data/integrations.json", import.meta.url), "utf8"),
);
// The actions of SageMaker stand beside steps of estimators, under the type that both have.
const beside = ["model", "endpointConfig", "endpoint"].map((step) => `sagemaker.__type.${step}.__type.response`);
const jobs = { TrainingJob: "CreateTrainingJob", TuningJob: "CreateHyperParameterTuningJob" };
const inherited = Object.entries(jobs).flatMap(([name, operation]) =>
  open
    .filter((each) => each.name === `Sagemaker${operation}Completion`)
    .flatMap(({ body }) => membersOf({ name, body })),
);
const actions = Object.values(integrations).filter(({ factory }) => !factory.startsWith("sagemaker."));
const patterns = actions.flatMap((action) =>
  Object.keys(action.patterns).map((pattern) => `${action.factory.replace(".", ".__type.")}.__type.${pattern}`),
);

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  name: "Stepbook",
  entryPoints: ["packages/stepbook/src/index.ts"],
  tsconfig: "packages/stepbook/tsconfig.json",
  out: "docs/api",
  readme: "none",
  disableGit: true,
  disableSources: true,
  githubPages: false,
  excludeInternal: true,
  excludePrivate: true,
  validation: { invalidLink: true, notExported: true, notDocumented: true },
  treatWarningsAsErrors: true,
  intentionallyNotExported: [
    ...new Set(inner.map(({ name }) => name)),
    // What parameters take: a value, or a placeholder for it.
    ...["Text", "Numeric", "Flag", "Choice", "Given", "List", "Named"],
    "src/services/sagemaker.ts:sagemaker",
    // Steps between types that nobody writes.
    ...[
      "Any",
      "Comparable",
      "FromParts",
      "InputOf",
      "OutputOf",
      "OutputsOf",
      "ProcessingResults",
      "Range",
      "Scaling",
      "ServiceStep",
      "StandardResult",
      "TrainingFactory",
      "TransformResults",
      "TuningResults",
      "TupleRef",
      "Values",
    ],
  ],
  intentionallyNotDocumented: [
    ...open.flatMap(membersOf),
    ...patterns,
    ...beside,
    ...inherited.filter((name) => !/\.(ModelArtifacts|BestTrainingJob)$/.test(name)),
    ...["version", "vendor", "validate", "types"].map((part) => `StandardSchema.~standard.__type.${part}`),
    ...["input", "output"].map((part) => `StandardSchema.~standard.__type.types.__type.${part}`),
    ...["Effect", "Principal", "Principal.__type.Service", "Action", "Condition"].map(
      (part) => `TrustPolicy.Statement.__type.${part}`,
    ),
  ],
};
