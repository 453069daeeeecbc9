import { pass, workflow } from "stepbook";
import { parse } from "yaml";

const role = "arn:aws:iam::123456789012:role/StepFunctionsRole";
const wf = (options) => workflow("wf", { queryLanguage: "JSONPath", role, steps: [pass("A"), pass("B")], ...options });

/** A template with the definition read, as it was recorded. */
const read = (text) => {
  const template = parse(text);
  const { Properties } = template.Resources.StateMachineComponent;
  Properties.DefinitionString = JSON.parse(Properties.DefinitionString);
  return template;
};

/** Templates of CloudFormation. */
export const templates = {
  "cloudformation.default": () => read(wf().toCloudFormation()),
  "cloudformation.description": () => read(wf({ comment: "c" }).toCloudFormation({ description: "My description" })),
};
