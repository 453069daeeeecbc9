/** The cell that the slips go on from. */
export const before = `
import { choice, equals, executionInput, fail, format, lambda, local, map, otherwise, parallel, pass, succeed, task,
         variable, wait, when, workflow, listWorkflows } from "stepbook";
const backend = local({
  functionTimeoutSeconds: 2,
  functions: {
    encode: ({ text }) => btoa(text),
    text: () => { throw "no paper"; },
    never: () => new Promise(() => {}),
    hangs: async () => { await new Promise(() => {}); },
    reads: (event) => event.user.name,
    big: () => 10n,
  },
});
const input = executionInput({ seconds: Number, names: [String], user: { name: String } });
const encode = lambda.invoke("Encode", { functionName: "encode", payload: { text: "x" } });
const hello = workflow("hello", { input, steps: [pass("Start"), encode], on: backend });
const call = async (functionName: string, options = {}) => {
  const made = workflow("call-" + functionName, { steps: lambda.invoke("Call", { functionName, payload: {} }, options), on: backend });
  const execution = await made.execute();
  return execution.output();
};
`;

/** What a beginner may write, and the first line of what the cell then says. `as any` stands for JavaScript's habits. */
export const slips = [
  [
    "hello.execute({ seconds: 1, names: [], user: { name: 'A' } }).render();",
    "Property 'render' does not exist on type 'Promise<Execution<any>>'.",
  ],
  [
    "await hello.execute();",
    /^StepbookError: The input of workflow "hello" does not have the declared shape:\n {2}input.seconds is missing: a number is expected.\n/,
  ],
  [
    "await hello.execute({ seconds: 1, names: ['a', 3], usr: {} } as any);",
    /^StepbookError: .*\n {2}input.names\[1\] must be a string, but is 3\n {2}input.user is missing: an object is expected. You gave "usr".\n$/,
  ],
  ["pass('A', { output: input.secnds });", /Property 'secnds' does not exist on type .* Did you mean 'seconds'\?/],
  [
    "pass('A', { output: (input as any).secnds });",
    'StepbookError: input has no "secnds". Did you mean "seconds"? It has: seconds, names, user.',
  ],
  [
    "pass('A', { output: encode.output.payload });",
    /Property 'payload' does not exist on type .* Did you mean 'Payload'\?/,
  ],
  [
    "pass('A', { output: 'Hello ' + input.user.name });",
    /^StepbookError: input.user.name is a placeholder: .* For text, use format\("… {}", input.user.name\)/,
  ],
  [
    "choice('A', when((input as any).seconds > 3, pass('B')));",
    /^StepbookError: input.seconds is a placeholder: .*comparisons, add, equals, greaterThan/,
  ],
  ["when(input.seconds > 3, pass('B'));", "Operator '>' cannot be applied to types 'Expression<number>' and 'number'."],
  ["wait('A', { seconds: '3' });", "Type 'string' is not assignable to type 'Dynamic<number>'."],
  [
    "wait('A', { seconds: '3' as any });",
    'StepbookError: wait("A"): seconds must be a whole number from 0 to 99999999, but is the string "3".',
  ],
  ["wait('A', 3 as any);", 'StepbookError: wait("A"): the options are an object, but here is 3.'],
  [
    "(map as any)('A', input.names, (name) => pass('B'));",
    'StepbookError: map("A"): the options are an object, but here is the placeholder input.names.',
  ],
  [
    "for (const name of input.names) pass(name);",
    "Type 'ListRef<string>' must have a '[Symbol.iterator]()' method that returns an iterator.",
  ],
  [
    "(input as any).names.map((name) => pass('B'));",
    /^StepbookError: input.names is a list: .* but no "map". To work on each item, use map\(…\)/,
  ],
  [
    "(parallel as any)('A', pass('B'), pass('C'));",
    /^StepbookError: parallel\("A"\): the branches are a list of steps or of lists of steps/,
  ],
  [
    "(choice as any)('A', equals(input.seconds, 1), pass('B'));",
    /argument 2 is the expression equals\(input.seconds, 1\)\.$/m,
  ],
  [
    "workflow('w', [pass('A')] as any);",
    'StepbookError: workflow("w"): the steps are one of its options: workflow("w", { steps: [ … ] }).',
  ],
  [
    "workflow('w', { steps: ['A'] as any });",
    'StepbookError: workflow("w"): steps: a sequence holds steps and lists of steps, but here is the string "A".',
  ],
  [
    "workflow('w', { steps: pass('A'), on: local as any });",
    /^StepbookError: workflow\("w"\): on is a backend, made by local\(\) or aws/,
  ],
  [
    "workflow('w', { steps: [pass('A'), [pass('B'), pass('A')]] });",
    /^StepbookError: Two steps are named "A": .* To jump back to a step, mention that very step again/,
  ],
  [
    "workflow('w', { steps: [pass('A', { output: encode.output.Payload })] });",
    /^StepbookError: "A" uses the output of "Encode", which is not a step of this workflow/,
  ],
  [
    "workflow('w', { steps: [parallel('P', [encode, pass('B')]), pass('C', { output: encode.output })] });",
    /^StepbookError: "C" uses the output of "Encode", which stands in branch 1 of "P"/,
  ],
  [
    "workflow('w', { steps: pass('A', { output: input.user.name }) });",
    /^StepbookError: "A" uses input.user.name, but the workflow does not tell its input/,
  ],
  [
    "workflow('w', { steps: pass('A', { output: variable('tries') }) });",
    /^StepbookError: "A" reads the variable "tries", which no step sets/,
  ],
  [
    "lambda.invoke('A', { FunctionName: 'f' } as any);",
    /^StepbookError: lambda.invoke\("A"\) has no parameter "FunctionName". Did you mean "functionName"\?/,
  ],
  [
    "encode.withCatch({ errorEquals: ['States.ALL'], next: 'Failed' as any });",
    /^StepbookError: "Encode": catch\[0\].next: a sequence holds steps.* the string "Failed"/,
  ],
  [
    "encode.withRetry({ errorEquals: 'States.ALL' as any });",
    /^StepbookError: "Encode": retry\[0\].errorEquals must be a list of error names/,
  ],
  ["local({ to_base64: btoa } as any);", /^StepbookError: local\(…\) has no option "to_base64"/],
  ["await workflow('w', { steps: pass('A') }).execute();", /^StepbookError: The workflow "w" has no place to run/],
  [
    "const a = await call('encod');",
    /^StepbookError: The workflow "call-encod" can't run at the local backend:\n"Call" calls "encod", which is not registered. Did you mean "encode"\?/,
  ],
  ["const b = await call('text');", /^ExecutionFailed: "call-text" failed in the state "Call": .*no paper/],
  [
    "const c = await call('never');",
    /^ExecutionFailed: "call-never" failed in the state "Call": .*Task timed out after 2.00 seconds/,
  ],
  [
    "const d = await call('hangs', { timeoutSeconds: 1 });",
    /^ExecutionFailed: "call-hangs" failed in the state "Call": States.Timeout/,
  ],
  [
    "const e = await call('reads');",
    /^ExecutionFailed: "call-reads" failed in the state "Call": TypeError: Cannot read properties of undefined \(reading 'name'\)/,
  ],
  ["const f = await call('big');", /^ExecutionFailed: "call-big" failed in the state "Call": .*BigInt/],
  ["await listWorkflows({} as any);", /^StepbookError: listWorkflows needs the backend to ask/],
];
