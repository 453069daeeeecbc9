import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validate, validateText } from "./index";
import type { DiagnosticCode } from "./messages";

const end = { Type: "Pass", End: true };
const machine = (States: object, more: object = {}) => ({ StartAt: Object.keys(States)[0] ?? "A", States, ...more });
const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const choice = (rule: object) => machine({ A: { Type: "Choice", Default: "B", Choices: [rule] }, B: end });

const distributed = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
const reading = (ItemReader: object) =>
  machine({
    A: { Type: "Map", ItemReader, ItemProcessor: machine({ B: end }, { ProcessorConfig: distributed }), End: true },
  });
const labelled = (Label: string, inner = "B") => ({
  StartAt: "A",
  States: { A: { Type: "Map", Label, ItemProcessor: machine({ [inner]: end }), End: true } },
});

/** For each code the least definition that earns it, and where. */
const fixtures: Readonly<Record<DiagnosticCode, readonly [definition: unknown, location: string, words: RegExp]>> = {
  NOT_AN_OBJECT: [machine({ A: end, B: 7 }), "States.B", /A state is a JSON object; this is a number/],
  WRONG_TYPE: [machine({ A: { ...end, Type: 7 } }), "States.A.Type", /"Type" is text; this is a number/],
  OUT_OF_RANGE: [
    machine({ A: { Type: "Wait", Seconds: -1, End: true } }),
    "States.A.Seconds",
    /a whole number from 0 to 99999999; this is -1/,
  ],
  TOO_DEEP: [
    machine({ A: { ...end, Result: JSON.parse("[".repeat(1001) + "]".repeat(1001)) } }),
    "",
    /at most 1000 levels/,
  ],
  TOO_LARGE: [machine({ A: end }, { Comment: "x".repeat(1_048_576) }), "", /at most 1048576 characters/],
  PAYLOAD_TOO_LARGE: [
    machine({ A: { ...end, Result: ["é".repeat(131_080)] } }),
    "States.A.Result",
    /"Result" has 262164 bytes; .* at most 262144. Put the data into S3/,
  ],
  UNASSIGNED_VARIABLE: [
    machine({ A: { ...end, Assign: { total: 1, "n.$": "$.n" }, Parameters: { "sum.$": "$totl.x" } } }),
    "States.A.Parameters.sum.$",
    /assigns "totl"\. Did you mean "total"\?/,
  ],
  SHADOWED_HANDLER: [
    machine({
      A: {
        ...task,
        Catch: [
          { ErrorEquals: ["States.TaskFailed", "E"], Next: "B" },
          { ErrorEquals: ["E", "Lambda.Unknown"], Next: "B" },
        ],
      },
      B: end,
    }),
    "States.A.Catch[1]",
    /never used: "E" and "Lambda\.Unknown" are taken by Catch\[0\] before it/,
  ],
  NO_STATES: [machine({}), "States", /at least one/],
  BAD_JSON: ["{", "", /^The definition is not JSON\. Unexpected end-of-input/],
  REPEATED_KEY: ['{"StartAt": "A", "StartAt": "B"}', "StartAt", /"StartAt" stands twice/],
  MISSING_FIELD: [machine({ A: { Type: "Task", End: true } }), "States.A", /needs the field "Resource"/],
  MISSING_ROLE: [machine({ A: { ...task, Credentials: {} } }), "States.A.Credentials", /give "RoleArn"/],
  UNKNOWN_FIELD: [machine({ A: { ...task, Retri: [] } }), "States.A.Retri", /Did you mean "Retry"/],
  WRONG_LANGUAGE_FIELD: [
    machine({ A: { ...end, InputPath: "$.a" } }, { QueryLanguage: "JSONata" }),
    "States.A.InputPath",
    /field of JSONPath, and this state is written in JSONata/,
  ],
  UNKNOWN_TYPE: [machine({ A: { Type: "Tusk", End: true } }), "States.A.Type", /Did you mean "Task"/],
  EXACTLY_ONE: [
    machine({ A: { Type: "Wait", End: true } }),
    "States.A",
    /exactly one of SecondsPath, Seconds, .*; this has none/,
  ],
  AT_MOST_ONE: [
    machine({ A: { ...task, TimeoutSeconds: 1, TimeoutSecondsPath: "$.t" } }),
    "States.A.TimeoutSecondsPath",
    /at most one of TimeoutSeconds or TimeoutSecondsPath/,
  ],
  DANGLING_TARGET: [
    machine({ Score: { Type: "Pass", Next: "Shipp" }, Ship: end }),
    "States.Score.Next",
    /^"Score" goes to "Shipp", which does not exist. Did you mean "Ship"\?$/,
  ],
  DUPLICATE_NAME: [
    machine({ A: { Type: "Parallel", Branches: [machine({ A: end })], End: true } }),
    "States.A.Branches[0].States.A",
    /the other is States\.A/,
  ],
  NAME_TOO_LONG: [machine({ ["x".repeat(81)]: end }), `States.${"x".repeat(81)}`, /this has 81/],
  NO_WAY_OUT: [machine({ A: { Type: "Pass" } }), "States.A", /neither "Next" nor "End"/],
  TWO_WAYS_OUT: [machine({ A: { ...end, Next: "A" } }), "States.A", /both/],
  UNREACHABLE: [machine({ A: end, B: end }), "States.B", /Nothing leads to "B"/],
  NO_END: [machine({ A: { Type: "Pass", Next: "A" } }), "", /The state machine has no end.*"End": true/],
  NO_DEFAULT: [
    machine({ A: { Type: "Choice", Choices: [{ Variable: "$.x", IsNull: true, Next: "B" }] }, B: end }),
    "States.A",
    /where no rule holds, the execution fails with States\.Runtime/,
  ],
  NO_BRANCHES: [machine({ A: { Type: "Parallel", Branches: [], End: true } }), "States.A.Branches", /at least one/],
  EXPRESS_ACTIVITY: [
    machine({ A: { ...task, Resource: "arn:aws:states:us-east-1:123456789012:activity:a" } }),
    "States.A.Resource",
    /no activities/,
  ],
  EXPRESS_PATTERN: [
    machine({ A: { ...task, Resource: "arn:aws:states:::ecs:runTask.sync" } }),
    "States.A.Resource",
    /does not wait for \.sync/,
  ],
  EXPRESS_DISTRIBUTED: [
    machine({ A: { Type: "Map", ItemProcessor: machine({ B: end }, { ProcessorConfig: distributed }), End: true } }),
    "States.A.ItemProcessor.ProcessorConfig.Mode",
    /no distributed Map/,
  ],
  BAD_READER: [
    reading({ Resource: "arn:aws:states:::s3:putObject" }),
    "States.A.ItemReader.Resource",
    /s3:getObject or/,
  ],
  NO_HEADER_LOCATION: [
    reading({ Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "CSV" } }),
    "States.A.ItemReader.ReaderConfig",
    /FIRST_ROW/,
  ],
  NO_SUCH_INTEGRATION: [
    machine({ A: { ...task, Resource: "arn:aws:states:::lambda:invoke.sync" } }),
    "States.A.Resource",
    /lambda has no \.sync/,
  ],
  ACTIVITY_CREDENTIALS: [
    machine({
      A: { ...task, Resource: "arn:aws:states:us-east-1:123456789012:activity:a", Credentials: { RoleArn: "r" } },
    }),
    "States.A.Credentials",
    /takes no "Credentials"/,
  ],
  NO_CHOICES: [machine({ A: { Type: "Choice", Choices: [] } }), "States.A.Choices", /at least one rule/],
  NO_OPERATOR: [
    choice({ Variable: "$.x", StringEqual: "y", Next: "B" }),
    "States.A.Choices[0]",
    /Did you mean "StringEquals"/,
  ],
  TWO_OPERATORS: [
    choice({ Variable: "$.x", IsNull: true, IsString: true, Next: "B" }),
    "States.A.Choices[0]",
    /IsNull and IsString/,
  ],
  NESTED_NEXT: [
    choice({ Not: { Variable: "$.x", IsNull: true, Next: "B" }, Next: "B" }),
    "States.A.Choices[0].Not.Next",
    /outermost/,
  ],
  JSONATA_SYNTAX: [
    machine({ A: { ...end, QueryLanguage: "JSONata", Output: { x: "{% 1 + %}" } } }),
    "States.A.Output.x",
    /cannot be read: /,
  ],
  OPEN_EXPRESSION: [
    machine({ A: { ...end, QueryLanguage: "JSONata", Output: "{% 1" } }),
    "States.A.Output",
    /this one has no %\}/,
  ],
  NO_CONTEXT: [
    machine({ A: { ...end, QueryLanguage: "JSONata", Output: ["{% $sum(phone.price) + phone.tax %}"] } }),
    "States.A.Output[0]",
    /Write \$states\.input\.phone, or \$phone/,
  ],
  PATH_SYNTAX: [
    machine({ A: { ...end, InputPath: "$.a[" } }),
    "States.A.InputPath",
    /expected an index.* at character 5/,
  ],
  INTRINSIC_SYNTAX: [
    machine({ A: { ...end, Parameters: { "x.$": "States.Format()" } } }),
    "States.A.Parameters.x.$",
    /at least 1 argument, not 0/,
  ],
  UNREFERENCED_PATH: [machine({ A: { ...end, Parameters: { "x.$": 7 } } }), "States.A.Parameters.x.$", /a number/],
  CONFLICTING_FIELDS: [
    machine({ A: { ...end, Parameters: { x: [{ y: 1, "y.$": "$.z" }] } } }),
    "States.A.Parameters.x[0].y",
    /"y" and "y.\$" would both give "y"/,
  ],
  RESERVED_VARIABLE: [machine({ A: { ...end, Assign: { states: 1 } } }), "States.A.Assign.states", /taken by \$states/],
  BAD_VARIABLE: [
    machine({ A: { ...end, Assign: { "": 1 } } }),
    'States.A.Assign[""]',
    /1 to 80 characters; this has 0/,
  ],
  OUTER_VARIABLE: [
    machine({
      A: { Type: "Pass", Assign: { v: 1, w: 1 }, Next: "M" },
      M: {
        Type: "Map",
        ItemProcessor: {
          StartAt: "P",
          States: {
            P: {
              Type: "Parallel",
              Branches: [{ StartAt: "B", States: { B: { ...end, Assign: { "v.$": "$" } } } }],
              End: true,
            },
          },
        },
        Next: "D",
      },
      D: {
        Type: "Map",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "C",
          States: { C: { ...end, Assign: { w: 2 } } },
        },
        End: true,
      },
    }),
    "States.M.ItemProcessor.States.P.Branches[0].States.B.Assign.v.$",
    /"v" belongs to a scope around/,
  ],
  UNREADABLE_VARIABLE: [
    machine({ A: { ...end, Assign: { "a b.$": "$.x" } } }),
    'States.A.Assign["a b.$"]',
    /No path or expression can name the variable "a b"/,
  ],
  UNAVAILABLE_VALUE: [
    machine({ A: { ...end, QueryLanguage: "JSONata", Output: ["{% $states.errorOutput.Error %}"] } }),
    "States.A.Output[0]",
    /no \$states.errorOutput here. It is there in the Output and Assign of a catcher/,
  ],
  MISPLACED_ALL: [
    machine({ A: { ...task, Retry: [{ ErrorEquals: ["States.ALL", "E"] }] } }),
    "States.A.Retry[0].ErrorEquals",
    /alone/,
  ],
  NO_ERRORS: [
    machine({ A: { ...task, Retry: [{ ErrorEquals: [] }] } }),
    "States.A.Retry[0].ErrorEquals",
    /at least one/,
  ],
  HEARTBEAT_TOO_LONG: [
    machine({ A: { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 } }),
    "States.A.HeartbeatSeconds",
    /smaller/,
  ],
  DOWNGRADED_LANGUAGE: [
    machine({ A: { ...end, QueryLanguage: "JSONPath" } }, { QueryLanguage: "JSONata" }),
    "States.A",
    /can not be 'JSONPath'/,
  ],
  LABEL_TOO_LONG: [labelled("x".repeat(41)), "States.A.Label", /at most 40 characters; this has 41/],
  BAD_LABEL: [labelled("a b"), "States.A.Label", /this has " "/],
  DUPLICATE_LABEL: [
    machine({ A: { ...labelled("a").States.A, End: undefined, Next: "C" }, C: { ...labelled("a", "D").States.A } }),
    "States.C.Label",
    /Each has its own/,
  ],
  NO_DOLLAR: [machine({ A: { ...end, Parameters: { x: "$.y" } } }), "States.A.Parameters.x", /call the field "x\.\$"/],
  NO_PATH: [
    choice({ Variable: "$.x", StringEquals: "$.y", Next: "B" }),
    "States.A.Choices[0].StringEquals",
    /"StringEqualsPath"/,
  ],
  STATIC_RESULT: [machine({ A: { ...end, Result: { "x.$": "$.y" } } }), "States.A.Result.x.$", /Use "Parameters"/],
};

describe("validation", () => {
  it.each(Object.entries(fixtures))("tells %s, and where", (code, [definition, location, words]) => {
    const type = code.startsWith("EXPRESS") ? "EXPRESS" : "STANDARD";
    const all = typeof definition === "string" ? validateText(definition, { type }) : validate(definition, { type });
    const found = all.filter((diagnostic) => diagnostic.code === code);
    expect(found.map((diagnostic) => diagnostic.location)).toEqual([location]);
    expect(found[0]?.message).toMatch(words);
  });

  it("finds nothing wrong with what is right", () => {
    expect(validate(machine({ A: { Type: "Pass", Next: "__proto__" }, ["__proto__"]: end }))).toEqual([]);
  });

  it("tells the character of a fault in an expression", () => {
    const [found] = validate(machine({ A: { ...end, QueryLanguage: "JSONata", Output: "{% $x ( %}" } }));
    expect(found).toMatchObject({ code: "JSONATA_SYNTAX", severity: "error", location: "States.A.Output" });
    expect(found?.position).toBeGreaterThan(4);
  });

  it("takes anything for a definition without a fall", () => {
    const cycle: Record<string, unknown> = machine({ A: end });
    cycle.States = { A: cycle };
    for (const odd of [null, 7, "x", [], {}, { States: [] }, { StartAt: 1, States: { A: null } }, cycle])
      expect(validate(odd).length).toBeGreaterThan(0);
  });

  it.each([
    ["TimeoutSeconds", -1, "OUT_OF_RANGE", /from 0 to 99999999; this is -1/],
    ["Version", "2.0", "OUT_OF_RANGE", /"Version" is "1\.0"; this is "2\.0"/],
    ["Comment", 5, "OUT_OF_RANGE", /"Comment" is text/],
    [
      "TimeoutSecond",
      5,
      "UNKNOWN_FIELD",
      /A state machine has no field "TimeoutSecond". Did you mean "TimeoutSeconds"/,
    ],
  ])("looks at the fields of the machine, too: %s %s", (field, value, code, words) => {
    const [found] = validate(machine({ A: end }, { [field]: value }));
    expect(found).toMatchObject({ code, location: field, message: expect.stringMatching(words) });
  });

  it("takes a loop of filters, negations and lists in a path for what it is: too deep", () => {
    for (const inner of ["(".repeat(5000), "!".repeat(5000), `@.a in ${"[".repeat(5000)}`])
      expect(validate(machine({ A: { ...end, InputPath: `$[?(${inner}` } }))[0]?.message).toMatch(
        /more than 100 levels/,
      );
  });

  it("tells a target in another scope from one that does not exist", () => {
    const [found] = validate(
      machine({ A: { Type: "Parallel", Branches: [machine({ B: { Type: "Pass", Next: "C" } })], Next: "C" }, C: end }),
    );
    expect(found?.message).toBe(
      '"B" goes to "C", which stands in another scope (States.C). A transition stays in its own branch or Map.',
    );
  });
});

describe("validation in AWS's words", () => {
  const words = (definition: unknown, type: "STANDARD" | "EXPRESS" = "STANDARD") =>
    validate(definition, { type }).flatMap(({ aws }) =>
      aws ? [`${aws.code}: ${aws.message} at ${aws.location}`] : [],
    );
  const schema = (message: string, at: string) => [`SCHEMA_VALIDATION_FAILED: ${message} at ${at}`];
  const jsonata = (Output: unknown) => machine({ A: { ...end, Output } }, { QueryLanguage: "JSONata" });

  it.each([
    [{}, schema("These fields are required: [States, StartAt]", "/")],
    [machine({ A: { ...end, TimeoutSeconds: 1 } }), schema("Field 'TimeoutSeconds' is not supported", "/States/A")],
    [
      machine({ A: { ...end, Output: 1 } }),
      schema(
        "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
        "/States/A",
      ),
    ],
    [
      machine({ A: { ...end, Type: "Nope" } }),
      schema(
        "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        "/States/A/Type",
      ),
    ],
    [machine({ A: { ...task, TimeoutSeconds: 0 } }), schema("Minimum value is 1", "/States/A/TimeoutSeconds")],
    [
      machine({ A: { ...task, TimeoutSeconds: "1" } }),
      schema("Expected value of type Integer", "/States/A/TimeoutSeconds"),
    ],
    [
      machine({ A: { ...task, Retry: [{ ErrorEquals: ["E"], MaxAttempts: 1e9 }] } }),
      schema("Maximum value is 99999999", "/States/A/Retry[0]/MaxAttempts"),
    ],
    [
      machine({ A: { ...task, Retry: [{ ErrorEquals: [] }] } }),
      schema("Value cannot be empty", "/States/A/Retry[0]/ErrorEquals"),
    ],
    [machine({ A: { ...task, Resource: "f" } }), schema("Value is not a valid resource ARN", "/States/A/Resource")],
    [
      machine({ A: { Type: "Wait", Timestamp: "tomorrow", End: true } }),
      schema("String does not match RFC3339 timestamp", "/States/A/Timestamp"),
    ],
    [
      machine({ A: { Type: "Wait", Seconds: 1, SecondsPath: "$.x", End: true } }),
      schema(
        "There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]",
        "/States/A",
      ),
    ],
    [
      machine({ A: { Type: "Pass" }, B: end }),
      [
        ...schema("This object should have only one of the following fields: [Next, End]", "/States/A"),
        'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
      ],
    ],
    [
      machine({ A: { ...end, Parameters: { x: { "y.$": "nope" } } } }),
      schema(
        "The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call",
        "/States/A/Parameters/x",
      ),
    ],
    [
      machine({ A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" }, C: { Type: "Pass", Next: "A" } }),
      ["MISSING_END_STATE: Workflow has no terminal state at undefined"],
    ],
    [jsonata("{% 1 + %}"), ["INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output"]],
    [jsonata("{% $$ %}"), ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/A/Output"]],
    [
      jsonata({ v: "{% phone %}" }),
      ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output/v"],
    ],
    [
      jsonata("{% $map($states.input.a, function($x) { b + $x.c }) %}"),
      ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'b' at the top level is not supported. at /States/A/Output"],
    ],
    [jsonata("{% $states.input.items[value > 3]^(price){name: $sum(price)} %}"), []],
  ])("is what AWS says of it: %j", (definition, expected) => {
    expect(words(definition)).toEqual(expected);
  });

  it("says of an Express machine what it cannot have", () => {
    const waits = machine({ A: { ...task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" } });
    expect(words(waits)).toEqual([]);
    expect(words(waits, "EXPRESS")).toEqual(
      schema("Express state machine does not support '.waitForTaskToken' service integration ", "/States/A/Resource"),
    );
  });
});

describe("whatever it is given, validation", () => {
  const names = fc.constantFrom(
    ..."Type Next End States StartAt Branches ItemProcessor Choices Catch Retry ErrorEquals Assign Parameters Variable And Not".split(
      " ",
    ),
    ..."Output Condition Items Label ItemReader ReaderConfig ProcessorConfig Credentials Resource __proto__ constructor".split(
      " ",
    ),
  );
  const leaves = fc.oneof(
    fc.constantFrom(
      "A",
      "Pass",
      "Task",
      "Map",
      "Parallel",
      "Choice",
      "JSONata",
      "JSONPath",
      "$.a[",
      "{% a + %}",
      "{% ( %}",
    ),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaves,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(names, fc.constant("A")), tie("tree"), { maxKeys: 6 }),
    ),
  }));
  const definition = fc
    .record({
      state: fc.dictionary(names, tree, { maxKeys: 8 }),
      type: fc.constantFrom("Task", "Map", "Parallel", "Choice", "Pass"),
    })
    .map(({ state, type }) => machine({ A: { ...state, Type: type } }));

  it("ends with findings, never with a throw", () => {
    fc.assert(
      fc.property(fc.oneof(definition, tree), fc.constantFrom("STANDARD", "EXPRESS" as const), (value, type) => {
        for (const { message, aws } of validate(value, { type: type as "STANDARD" })) {
          expect(message).not.toMatch(/undefined|\[object|NaN/);
          expect(aws?.message ?? "").not.toMatch(/undefined|\[object|NaN/);
        }
      }),
    );
  });

  it("of a text, too, and every reason is the same as that of the value", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(validateText(JSON.stringify(value))).toEqual(validate(JSON.parse(JSON.stringify(value))));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(validateText(text))));
  });
});

const recorded = join(__dirname, "../../../../../shared/conformance/definitions");

/** What the linters take and AWS does not, or that only the text of a definition or its type can tell. */
const excepted: Readonly<Record<string, string>> = {
  "aslv-valid-task-intrisic-function.json": "a CloudFormation object in the place of an ARN",
  "aslv-valid-task-credentials.json": "credentials without RoleArn, which AWS refuses",
  "aslv-valid-map-with-item-batcher-jsonata.json": "a JSONPath state in a JSONata machine, which AWS refuses",
  "aslv-invalid-json-surround-syntax-extra-spaces.json": "AWS runs expressions with spaces",
  "aws-sfn_api_express.test_illegal_activity_task.creation_error.json": "wrong for the type EXPRESS only",
  "aws-sfn_api_express.test_illegal_callbacks_WAIT_FOR_TASK_TOKEN_.creation_error.json": "wrong for EXPRESS only",
  "aws-sfn_api_validation.test_validate_state_machine_definition_type_express_ILLEGAL_WFTT_.validation_response.json":
    "wrong for the type EXPRESS only",
};

describe.skipIf(!existsSync(recorded))("definitions recorded from AWS and from its linters", () => {
  const errorsOf = (definition: unknown) => validate(definition).filter(({ severity }) => severity === "error");
  const read = (folder: string) =>
    readdirSync(join(recorded, folder))
      .map((file) => ({ file, ...JSON.parse(readFileSync(join(recorded, folder, file), "utf8")) }))
      .filter(({ file, definition }) => definition !== undefined && !Object.hasOwn(excepted, file));

  it("accepts those that run", () => {
    const refused = read("valid").flatMap(({ file, definition }) =>
      errorsOf(definition).map(({ location, message }) => `${file} ${location}: ${message}`),
    );
    expect(refused).toEqual([]);
  });

  it("refuses those that do not", () => {
    const accepted = read("invalid").filter(({ definition }) => errorsOf(definition).length === 0);
    expect(accepted.map(({ file }) => file)).toEqual([]);
  });
});
