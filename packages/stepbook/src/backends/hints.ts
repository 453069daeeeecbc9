/** What mends an error that the service names, wherever it comes from. */
const hints: Readonly<Record<string, string>> = {
  ConflictException:
    "Somebody else has changed it meanwhile, or something still uses it. Look at it again, then repeat.",
  ExecutionAlreadyExists:
    "An execution of that name has ended, or was started with another input. Leave the name out, and it gets one of its own.",
  ExecutionDoesNotExist: "It may be deleted: AWS keeps executions for 90 days after their end.",
  ExecutionLimitExceeded: "Too many executions are running. Wait for some to end, or stop some.",
  ExecutionNotRedrivable:
    "Only executions that failed, timed out or were stopped in the last 14 days can be redriven. Start a new one instead.",
  InvalidArn: "An ARN is meant such as arn:aws:states:us-east-1:123456789012:stateMachine:hello.",
  InvalidExecutionInput:
    "The input is JSON of at most 256 KiB. Larger data goes to S3, and its address into the input.",
  InvalidName:
    'A name has 1 to 80 letters, digits, - and _; no spaces and none of < > { } [ ] ? * " # % \\ ^ | ~ ` $ & , ; : /.',
  ServiceQuotaExceededException: "The account's quota is used up. Delete what is no longer used, or ask AWS for more.",
  StateMachineDeleting: "It is being deleted, and ends with its last execution. Wait a minute, or use another name.",
  StateMachineDoesNotExist: "It may be deleted, or be in another region or account.",
  StateMachineLimitExceeded: "The account has as many state machines as it may. Delete some, or ask AWS for more.",
  StateMachineTypeNotSupported:
    "EXPRESS state machines keep no history: run them with startSync(input), and read their logs in CloudWatch.",
  TooManyTags: "A state machine has at most 50 tags.",
};

/** How an error of a service is mended, in a line; undefined where its own words say it. */
export function hintOf({ name }: Error): string | undefined {
  return Object.hasOwn(hints, name) ? hints[name] : undefined;
}
