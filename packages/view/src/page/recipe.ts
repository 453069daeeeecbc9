import { copyText } from "../copy-text";
import { html, setText } from "../html";

const SAID = 1500;

/** Lines to be typed or pasted elsewhere, with a button that copies them. */
export const recipe = (title: string, lines: string): HTMLElement => {
  const button = html("button", { class: "sbp-copy", type: "button", "aria-label": `Copy: ${title}` }, "Copy");
  button.addEventListener("click", async () => {
    const said = await copyText(lines).then(
      () => "Copied",
      () => "Select the text to copy it",
    );
    setText(button, said);
    setTimeout(() => setText(button, "Copy"), SAID);
  });
  return html(
    "figure",
    { class: "sbp-recipe" },
    html("figcaption", {}, title, button),
    html("pre", { tabindex: 0, "aria-label": title }, lines),
  );
};

const definition = '{"StartAt":"Hello","States":{"Hello":{"Type":"Pass","Result":"Hello, world","End":true}}}';
const role = "arn:aws:iam::123456789012:role/any";

/** How a first machine comes to a service that has none. */
export const firstMachine = (origin: string): readonly HTMLElement[] => [
  recipe(
    "With the AWS CLI",
    `aws stepfunctions create-state-machine --endpoint-url ${origin} --region us-east-1 \\
  --name hello --role-arn ${role} \\
  --definition '${definition}'`,
  ),
  recipe(
    "With boto3",
    `import boto3
states = boto3.client("stepfunctions", endpoint_url="${origin}", region_name="us-east-1")
states.create_state_machine(
    name="hello",
    roleArn="${role}",
    definition='${definition}',
)`,
  ),
  recipe(
    "With Stepbook",
    `import { aws, pass, workflow } from "stepbook";
const hello = workflow("hello", { steps: pass("Hello"), on: aws({ endpoint: "${origin}" }) });
await hello.create();
await hello.execute({});`,
  ),
];
