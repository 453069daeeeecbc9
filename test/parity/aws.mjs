import { inspect } from "node:util";
import { attach, aws, executionInput, pass, workflow } from "stepbook";
import { consoleUrl } from "../../packages/stepbook/lib/console.js";
import { columnsOf, eventRows, workflowColumns, workflowRow } from "../../packages/stepbook/lib/lists.js";

const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:wf";
const executionArn = "arn:aws:states:us-east-1:123456789012:execution:wf:run-1";
const roleArn = "arn:aws:iam::123456789012:role/StepFunctionsRole";
const began = new Date("2020-01-01T00:00:00Z");
const oneState = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };

/** What AWS answers to each operation. */
const answers = {
  CreateStateMachine: { stateMachineArn: machineArn, creationDate: began },
  DescribeStateMachine: {
    stateMachineArn: machineArn,
    name: "wf",
    type: "STANDARD",
    roleArn,
    definition: JSON.stringify(oneState),
    creationDate: began,
  },
  UpdateStateMachine: { updateDate: began },
  StartExecution: { executionArn, startDate: began },
  StopExecution: { stopDate: began },
  DescribeExecution: { executionArn, startDate: began, status: "RUNNING" },
  GetExecutionHistory: { events: [] },
};

/** Which requests reach AWS, through the client of its SDK. What AWS takes where nothing is said is left out of them. */
export const requests = async (use, role = roleArn) => {
  const calls = [];
  const config = { region: async () => "us-east-1", credentials: async () => ({ accountId: "123456789012" }) };
  const send = async (command) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    calls.push([operation, command.input]);
    return answers[operation];
  };
  await use(aws({ client: { send, config }, role }));
  return meaning(calls);
};

/** A name that is made for one execution, so that a request that is sent twice starts nothing twice. */
const unique = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `$['a']` and `$.a` are the same path: all of them as the second. */
const inOneNotation = (value) => {
  if (typeof value === "string") return /^\$/.test(value) ? value.replace(/\['([A-Za-z_]\w*)'\]/g, ".$1") : value;
  if (Array.isArray(value)) return value.map(inOneNotation);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inOneNotation(part)]));
};

/** Requests without what says nothing, and JSON in place of its text. */
export const meaning = (calls) =>
  calls.map(([operation, { definition, input, tags, name, ...more }]) => [
    operation,
    {
      ...more,
      ...(definition !== undefined && { definition: inOneNotation(JSON.parse(definition)) }),
      ...(input !== undefined && input !== "{}" && { input: JSON.parse(input) }),
      ...(tags?.length > 0 && { tags }),
      ...(name !== undefined && !unique.test(name) && { name }),
    },
  ]);

const wf = (on, more = {}) => workflow("wf", { steps: [pass("A"), pass("B")], queryLanguage: "JSONPath", on, ...more });
const schema = () => executionInput({ Name: String, N: Number, Deep: { Er: Number, L: { x: Boolean } } });

/** What a table shows: its heads, its cells, its links. */
const shown = (rows, columns) => ({
  rows: [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => String(cell(row) ?? "")))],
  hrefs: rows.flatMap((row) => columns.flatMap(({ link }) => link?.(row) ?? [])),
});
const eventsShown = (events) => {
  const rows = eventRows(events, began.getTime(), "aws");
  return shown(rows, columnsOf(rows));
};
const event = (id, milliseconds, type, details = {}) => ({
  id,
  previousEventId: id - 1,
  type,
  timestamp: new Date(began.getTime() + milliseconds),
  ...details,
});

export const requestsToAws = {
  "workflow.update_role_only": () =>
    requests(async (on) => {
      const made = wf(on);
      await made.create();
      await made.update({ role: "arn:aws:iam::123456789012:role/r2" });
    }),
  "workflow.update_nothing.error": () =>
    requests(async (on) => {
      const made = wf(on);
      await made.create();
      await made.update();
    }),
  "workflow.execute": () =>
    requests(async (on) => {
      const made = wf(on);
      await made.create();
      await made.execute({ a: [1] }, { name: "run-1" });
      await made.execute();
      await made.execute("text");
    }),
  "workflow.execute_schema_mismatch.error": () => requests((on) => wf(on, { input: schema() }).execute({ Name: 1 })),
  "workflow.execute_schema_none_input.error": () =>
    requests(async (on) => {
      const made = wf(on, { input: schema() });
      await made.create();
      await made.execute();
    }),
  "workflow.attach_definition": async () => {
    const said = [];
    await requests(async (on) => {
      const attached = await attach(machineArn, { on });
      said.push(attached.definition, inspect(attached), consoleUrl(attached.arn), inspect(wf(on)));
    });
    return said;
  },
  "execution.list_events": () =>
    requests(async (on) => {
      const made = wf(on);
      await made.create();
      await (await made.execute()).listEvents({ limit: 5, reverse: true });
    }),
  "execution.stop": () =>
    requests(async (on) => {
      const made = wf(on);
      await made.create();
      await (await made.execute()).stop({ cause: "c", error: "e" });
    }),
  "widget.events": () =>
    eventsShown([
      event(1, 0, "ExecutionStarted", { executionStartedEventDetails: { input: '{"a": 1}', roleArn: "r" } }),
      event(2, 30, "TaskStateEntered", { stateEnteredEventDetails: { name: "Train", input: "{}" } }),
      event(3, 40, "TaskScheduled", {
        taskScheduledEventDetails: {
          resourceType: "sagemaker",
          resource: "createTrainingJob.sync",
          region: "us-east-1",
          parameters: '{"TrainingJobName": "job1"}',
        },
      }),
      event(4, 1500, "TaskSucceeded", {
        taskSucceededEventDetails: { resourceType: "sagemaker", resource: "createTrainingJob.sync", output: "{}" },
      }),
      event(5, 1600, "TaskStateExited", { stateExitedEventDetails: { name: "Train", output: "{}" } }),
      event(6, 1700, "ExecutionSucceeded", { executionSucceededEventDetails: { output: "{}" } }),
    ]),
  "widget.events_lambda_arn": () =>
    eventsShown([
      event(1, 0, "LambdaFunctionScheduled", {
        lambdaFunctionScheduledEventDetails: { resource: "arn:aws:lambda:us-east-1:123456789012:function:f" },
      }),
      event(2, 1, "LambdaFunctionStarted"),
      event(3, 2, "LambdaFunctionSucceeded", { lambdaFunctionSucceededEventDetails: { output: "1" } }),
    ]),
  "widget.workflows": () => {
    const row = workflowRow(aws())({ stateMachineArn: machineArn, name: "wf", type: "STANDARD", creationDate: began });
    return shown([row], workflowColumns);
  },
  "widget.graph_html": () => [wf().toSvg({ direction: "right" }), wf().toSvg()].map((svg) => svg.slice(0, 4)),
};
