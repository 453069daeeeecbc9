import { requestsToAws } from "./aws.mjs";
import { pipelines } from "./pipelines.mjs";
import { placeholders } from "./placeholders.mjs";
import { machineLearning } from "./sagemaker.mjs";
import { services } from "./services.mjs";
import { rules, states } from "./states.mjs";
import { templates } from "./templates.mjs";

/** One row a case of the Python SDK, said in this package's language. */
export const table = {
  ...states,
  ...rules,
  ...placeholders,
  ...services,
  ...templates,
  ...requestsToAws,
  ...machineLearning,
  ...pipelines,
};
