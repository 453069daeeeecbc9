import {
  isJsonObject,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type Scope,
  type StateMachine,
  type Tag,
} from "@stepbook/asl";
import { type Code, call, json, member, name, object } from "../../import/typescript/code";
import { Identifiers } from "../../import/typescript/identifiers";
import { print } from "../../import/typescript/print";
import type { Encryption, Logging } from "../../machine/settings";
import { conditionOf } from "./conditions";
import { catchOf, propertiesOf, retryOf, seconds } from "./fields";
import { taskOf } from "./tasks";

/** What a stack says beside the definition. */
export interface CdkSource {
  readonly name: string;
  readonly definition: StateMachine;
  readonly role: string | undefined;
  readonly type: string | undefined;
  readonly tracing: boolean | undefined;
  readonly logging: Logging | undefined;
  readonly encryption: Encryption | undefined;
  readonly tags: readonly Tag[] | undefined;
}

/**
 * TypeScript for the AWS CDK: a stack with a construct for each state, which synthesizes to the definition. A state
 * that no construct of the CDK says exactly is a CustomState of its own.
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions-readme.html
 */
export function toCdk(source: CdkSource): string {
  return new Stack(source).text();
}

interface Written {
  readonly constant: string;
  readonly state: JsonObject;
}

class Stack {
  readonly #source: CdkSource;
  readonly #names = new Identifiers([
    "Stack",
    "StackProps",
    "Construct",
    "Duration",
    "Tags",
    ...Object.keys(libraries),
    "scope",
    "id",
    "props",
    "machine",
    "this",
  ]);
  readonly #ids = new Set<string>(["StateMachine"]);
  /** The statements that make constructs, and those that lead from one to the next. */
  readonly #making: string[] = [];
  readonly #leading: string[] = [];

  constructor(source: CdkSource) {
    this.#source = source;
  }

  text(): string {
    const { name: machine, definition, role, type, tracing, logging, encryption, tags = [] } = this.#source;
    const start = this.#scope(definition, { machine: definition.QueryLanguage ?? "JSONPath", isRoot: true });
    const { Comment, TimeoutSeconds } = definition;
    const properties = object({
      stateMachineName: json(machine),
      definitionBody: call("sfn.DefinitionBody.fromChainable", name(start)),
      comment: Comment === undefined ? undefined : json(Comment),
      queryLanguage: definition.QueryLanguage && name(`sfn.QueryLanguage.${languages[definition.QueryLanguage]}`),
      stateMachineType: type === "EXPRESS" ? name("sfn.StateMachineType.EXPRESS") : undefined,
      timeout: typeof TimeoutSeconds === "number" ? seconds(TimeoutSeconds) : undefined,
      tracingEnabled: tracing ? json(true) : undefined,
      logs: logging && logsOf(logging),
      encryptionConfiguration: encryption && encryptionOf(encryption),
      role: role?.startsWith("arn:") ? call("iam.Role.fromRoleArn", name("this"), json("Role"), json(role)) : undefined,
    });
    const made = call("new sfn.StateMachine", name("this"), json("StateMachine"), properties);
    const body = [
      ...this.#making,
      "",
      ...this.#leading,
      ...(this.#leading.length > 0 ? [""] : []),
      `    ${tags.length > 0 ? "const machine = " : ""}${print(made, 4, tags.length > 0 ? 20 : 4)};`,
      ...tags.map(
        ({ key, value }) =>
          `    ${print(call("Tags.of", name("machine")), 4)}.add(${print(json(key ?? ""))}, ${print(json(value ?? ""))});`,
      ),
    ];
    const className = `${this.#names.of(machine, "machine").replace(/^./, (first) => first.toUpperCase())}Stack`;
    // Names in texts are no uses.
    const used = body.join("\n").replace(/"(?:[^"\\]|\\.)*"/g, '""');
    const general = ["Duration", "Stack", "type StackProps", "Tags"].filter(
      (each) => /Stack/.test(each) || used.includes(`${each}.`),
    );
    const imports = [
      `import { ${general.join(", ")} } from "aws-cdk-lib";`,
      ...Object.entries(libraries).flatMap(([library, path]) =>
        used.includes(`${library}.`) ? [`import * as ${library} from "aws-cdk-lib/${path}";`] : [],
      ),
      'import type { Construct } from "constructs";',
    ];
    return [
      ...imports,
      "",
      `export class ${className} extends Stack {`,
      "  constructor(scope: Construct, id: string, props?: StackProps) {",
      "    super(scope, id, props);",
      "",
      ...body,
      "  }",
      "}",
      "",
    ].join("\n");
  }

  /** Writes the states of a scope, and gives the constant of the first. */
  #scope({ StartAt, States }: Scope, place: Place): string {
    const written = new Map<string, Written>();
    const entries = Object.entries(States).map(([id, state]) => [id, state as unknown as JsonObject] as const);
    for (const [id] of entries) written.set(id, { constant: this.#names.of(id, "state"), state: States[id] as never });
    for (const [id, state] of entries) this.#state(id, state, written, place);
    this.#transitions(entries, written);
    return written.get(StartAt)!.constant;
  }

  #state(id: string, state: JsonObject, written: ReadonlyMap<string, Written>, place: Place): void {
    const {
      Type,
      Next,
      End,
      Retry,
      Catch,
      QueryLanguage: own,
      Choices,
      Default,
      Branches,
      ItemProcessor,
      Iterator,
      ...fields
    } = state;
    const { constant } = written.get(id)!;
    const of = (key: string) => written.get(key)!.constant;
    const handling = handlingOf(constant, Retry, Catch, of);
    const choices = Choices === undefined ? [] : choicesOf(Choices, Default, of);
    // A language that is said again, or that is not JSONata, no construct says.
    const isSaid = own === undefined || (own === "JSONata" && place.machine === "JSONPath");
    const construct =
      isSaid && handling && choices
        ? this.#constructOf(id, String(Type), fields, { Branches, ItemProcessor, Iterator })
        : undefined;
    const byFactory = own === "JSONata" || (place.machine === "JSONata" && place.isRoot);
    // Within other states, a task of the CDK does not know that the machine is in JSONata.
    const isKnown = construct && (Type !== "Task" || byFactory || place.machine === "JSONPath");
    if (isKnown) {
      this.#make(constant, id, construct.path, byFactory, construct.properties);
      for (const { method, scope } of construct.bodies) {
        const start = this.#scope(scope, { ...place, isRoot: false });
        this.#lead(call(`${constant}.${method}`, name(start)));
      }
      if (choices!.length > 0) this.#lead(callsOn(constant, choices!));
      this.#leading.push(...handling!);
    } else this.#verbatim(id, state, constant, of, handling);
  }

  /** A state as it stands. Constructs that lead to others tell the CDK so, and then say the JSON itself. */
  #verbatim(
    id: string,
    state: JsonObject,
    constant: string,
    of: (id: string) => string,
    handling: readonly string[] | undefined,
  ): void {
    const { Next, End, Catch, Choices, Default, ...rest } = state;
    // A CustomState leaves out what a catcher gives.
    const gives = Array.isArray(Catch) && Catch.some((row) => isJsonObject(row) && row.Output !== undefined);
    if (Choices === undefined && handling && !gives) {
      const { Retry, ...whole } = rest;
      this.#make(constant, id, "sfn.CustomState", false, { stateJson: json(whole) });
      this.#leading.push(...handling);
      return;
    }
    const targets = (rows: Json | undefined) =>
      (Array.isArray(rows) ? rows : []).flatMap((row) => (isJsonObject(row) ? [name(of(String(row.Next)))] : []));
    if (Choices === undefined) {
      this.#make(constant, id, "sfn.CustomState", false, { stateJson: object({}) });
      for (const handler of targets(Catch)) this.#lead(call(`${constant}.addCatch`, handler));
    } else {
      this.#make(constant, id, "sfn.Choice", false, {});
      const otherwise = typeof Default === "string" ? [["otherwise", [name(of(Default))]] as const] : [];
      const present = call("sfn.Condition.isPresent", json("$"));
      this.#lead(callsOn(constant, [...targets(Choices).map((to) => ["when", [present, to]] as const), ...otherwise]));
    }
    this.#leading.push(`    ${constant}.toStateJson = () => (${print(json(state), 4)});`);
  }

  #lead(code: Code): void {
    this.#leading.push(`    ${print(code, 4)};`);
  }

  #constructOf(id: string, type: string, fields: JsonObject, inner: Inner): Construct | undefined {
    if (type === "Task") {
      const task = taskOf(fields, id);
      return task && { path: task.path, properties: task.properties, bodies: [] };
    }
    const bodies = bodiesOf(type, inner);
    if (!bodies) return undefined;
    const kind = bodies[0]?.kind ?? type;
    const { mapExecutionType, ...more } = bodies[0]?.properties ?? {};
    const properties = propertiesOf(kind, fields);
    if (!properties) return undefined;
    const all = { ...properties, ...more, ...(mapExecutionType && { mapExecutionType }) };
    return { path: `sfn.${kind}`, properties: all, bodies };
  }

  #make(
    constant: string,
    id: string,
    path: string,
    isJsonata: boolean,
    properties: { readonly [name: string]: Code },
  ): void {
    const isPlain = /^[\w .,?!()'-]+$/.test(id) && !this.#ids.has(id);
    const constructId = isPlain ? id : this.#freeId(constant);
    this.#ids.add(constructId);
    const all = { ...(!isPlain && { stateName: json(id) }), ...properties };
    const head = isJsonata ? `${path}.jsonata` : `new ${path}`;
    const given = Object.keys(all).length > 0 ? [object(all)] : [];
    const code = call(head, name("this"), json(constructId), ...given);
    const start = `    const ${constant} = `;
    this.#making.push(`${start}${print(code, 4, start.length)};`);
  }

  #freeId(wanted: string): string {
    let free = wanted;
    for (let number = 2; this.#ids.has(free); number++) free = `${wanted}${number}`;
    return free;
  }

  /** Leads from each state to the next, a run of them in one statement. */
  #transitions(entries: readonly (readonly [string, JsonObject])[], written: ReadonlyMap<string, Written>): void {
    const led = new Set<string>();
    for (const [id] of entries) {
      let code: Code = name(written.get(id)!.constant);
      let from = id;
      let length = 0;
      for (;;) {
        const { state } = written.get(from)!;
        if (led.has(from) || typeof state.Next !== "string") break;
        led.add(from);
        code = { kind: "call", of: member(code, "next"), args: [name(written.get(state.Next)!.constant)] };
        length++;
        from = state.Next;
      }
      if (length > 0) this.#leading.push(`    ${print(code, 4)};`);
    }
  }
}

/** What a source imports where it uses it, by the name that it has there. */
const libraries = {
  codebuild: "aws-codebuild",
  dynamodb: "aws-dynamodb",
  iam: "aws-iam",
  kms: "aws-kms",
  lambda: "aws-lambda",
  logs: "aws-logs",
  sns: "aws-sns",
  sqs: "aws-sqs",
  sfn: "aws-stepfunctions",
  tasks: "aws-stepfunctions-tasks",
} as const;

const languages = { JSONata: "JSONATA", JSONPath: "JSON_PATH" } as const;

function logsOf({ level, logGroupArn, includeExecutionData }: Logging): Code {
  return object({
    destination: call("logs.LogGroup.fromLogGroupArn", name("this"), json("LogGroup"), json(logGroupArn)),
    level: name(`sfn.LogLevel.${level}`),
    includeExecutionData: includeExecutionData === undefined ? undefined : json(includeExecutionData),
  });
}

function encryptionOf({ kmsKeyId, kmsDataKeyReusePeriodSeconds: period }: Encryption): Code {
  const isArn = kmsKeyId.startsWith("arn:");
  const from = isArn ? "kms.Key.fromKeyArn" : "kms.Alias.fromAliasName";
  const key = call(from, name("this"), json("EncryptionKey"), json(kmsKeyId));
  return call(
    "new sfn.CustomerManagedEncryptionConfiguration",
    key,
    ...(period === undefined ? [] : [seconds(period)]),
  );
}

/** Where states stand: constructs know the language of the machine in its own scope alone. */
interface Place {
  readonly machine: QueryLanguage;
  readonly isRoot: boolean;
}

const callsOn = (constant: string, calls: readonly (readonly [string, readonly Code[]])[]): Code =>
  calls.reduce<Code>((code, [method, args]) => ({ kind: "call", of: member(code, method), args }), name(constant));

interface Inner {
  readonly Branches: Json | undefined;
  readonly ItemProcessor: Json | undefined;
  readonly Iterator: Json | undefined;
}

interface Body {
  readonly method: string;
  readonly scope: Scope;
  readonly kind?: string;
  readonly properties?: { readonly [name: string]: Code };
}

interface Construct {
  readonly path: string;
  readonly properties: { readonly [name: string]: Code };
  readonly bodies: readonly Body[];
}

/** The scopes that a state holds, each with the method that takes it; undefined where none does. */
function bodiesOf(type: string, { Branches, ItemProcessor, Iterator }: Inner): readonly Body[] | undefined {
  if (type === "Parallel")
    return (Branches as unknown as Scope[]).every(isPlainScope)
      ? (Branches as unknown as Scope[]).map((scope) => ({ method: "branch", scope }))
      : undefined;
  if (type !== "Map") return [];
  if (isJsonObject(Iterator))
    return isPlainScope(Iterator as never) ? [{ method: "iterator", scope: Iterator as never }] : undefined;
  if (!isJsonObject(ItemProcessor)) return undefined;
  const { ProcessorConfig, ...scope } = ItemProcessor;
  if (!isPlainScope(scope as never) || !isJsonObject(ProcessorConfig)) return undefined;
  const { Mode, ExecutionType, ...rest } = ProcessorConfig;
  if (Object.keys(rest).length > 0) return undefined;
  if (Mode === "INLINE" && ExecutionType === undefined) return [{ method: "itemProcessor", scope: scope as never }];
  if (Mode !== "DISTRIBUTED" || (ExecutionType !== "STANDARD" && ExecutionType !== "EXPRESS")) return undefined;
  const properties = { mapExecutionType: name(`sfn.StateMachineType.${ExecutionType}`) };
  return [{ method: "itemProcessor", scope: scope as never, kind: "DistributedMap", properties }];
}

const isPlainScope = (scope: Scope): boolean =>
  Object.keys(scope).every((field) => field === "StartAt" || field === "States");

/** The statements that add retriers and catchers; undefined where one of them can't be said. */
function handlingOf(
  constant: string,
  retry: Json | undefined,
  catchers: Json | undefined,
  of: (id: string) => string,
): readonly string[] | undefined {
  // An empty list is left out by the CDK.
  if ([retry, catchers].some((rows) => Array.isArray(rows) && rows.length === 0)) return undefined;
  const retries = (Array.isArray(retry) ? retry : []).map((row) => retryOf(row as JsonObject));
  const caught = (Array.isArray(catchers) ? catchers : []).map(
    (row) => [row as JsonObject, catchOf(row as JsonObject)] as const,
  );
  if (retries.includes(undefined) || caught.some(([, code]) => code === undefined)) return undefined;
  return [
    ...retries.map((code) => `    ${print(call(`${constant}.addRetry`, code!), 4)};`),
    ...caught.map(([row, code]) => `    ${print(call(`${constant}.addCatch`, name(of(String(row.Next))), code!), 4)};`),
  ];
}

/** The calls that give a Choice its rules; undefined where one of them can't be said. */
function choicesOf(
  rules: Json,
  otherwise: Json | undefined,
  of: (id: string) => string,
): readonly (readonly [string, readonly Code[]])[] | undefined {
  const calls: (readonly [string, readonly Code[]])[] = [];
  for (const rule of rules as readonly JsonObject[]) {
    const condition = conditionOf(rule);
    if (!condition) return undefined;
    const { Comment, Assign, Output } = rule;
    const options = object({
      comment: Comment === undefined ? undefined : json(Comment),
      assign: Assign === undefined ? undefined : json(Assign),
      outputs: Output === undefined ? undefined : json(Output),
    });
    const hasOptions = options.kind === "object" && options.entries.length > 0;
    calls.push(["when", [condition, name(of(String(rule.Next))), ...(hasOptions ? [options] : [])]]);
  }
  if (typeof otherwise === "string") calls.push(["otherwise", [name(of(otherwise))]]);
  return calls;
}
