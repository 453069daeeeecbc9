import type { IncludedData } from "./api";

export type StateMachineType = "STANDARD" | "EXPRESS";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Where an execution's history is written beside. */
export interface LoggingConfiguration {
  readonly level?: "ALL" | "ERROR" | "FATAL" | "OFF";
  readonly includeExecutionData?: boolean;
  readonly destinations?: readonly { readonly cloudWatchLogsLogGroup?: { readonly logGroupArn?: string } }[];
}

export interface TracingConfiguration {
  readonly enabled?: boolean;
}

/** The key that definitions and data at rest are encrypted with. */
export interface EncryptionConfiguration {
  readonly type: "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KMS_KEY";
  readonly kmsKeyId?: string;
  /** From 60 to 900. */
  readonly kmsDataKeyReusePeriodSeconds?: number;
}

/** What a state machine has beside its definition and role. */
interface Configurations {
  readonly loggingConfiguration?: LoggingConfiguration;
  readonly tracingConfiguration?: TracingConfiguration;
  readonly encryptionConfiguration?: EncryptionConfiguration;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export interface CreateStateMachineInput extends Configurations {
  readonly name: string;
  /** The definition as JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly type?: StateMachineType;
  readonly tags?: readonly Tag[];
  /** Whether the machine, as it is created, becomes its first version. */
  readonly publish?: boolean;
  readonly versionDescription?: string;
}

export interface CreateStateMachineOutput {
  readonly stateMachineArn: string;
  readonly creationDate: Date;
  readonly stateMachineVersionArn?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */
export interface UpdateStateMachineInput extends Configurations {
  readonly stateMachineArn: string;
  readonly definition?: string;
  readonly roleArn?: string;
  readonly publish?: boolean;
  readonly versionDescription?: string;
}

export interface UpdateStateMachineOutput {
  readonly updateDate: Date;
  readonly revisionId?: string;
  readonly stateMachineVersionArn?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export interface DescribeStateMachineInput {
  /** Of a state machine, one of its versions or one of its aliases. */
  readonly stateMachineArn: string;
  readonly includedData?: IncludedData;
}

export interface DescribeStateMachineOutput extends Configurations {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status?: "ACTIVE" | "DELETING";
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
  readonly label?: string;
  /** Missing where nothing was changed since the creation. */
  readonly revisionId?: string;
  /** Of a version. */
  readonly description?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */
export interface DescribeStateMachineForExecutionInput {
  readonly executionArn: string;
  readonly includedData?: IncludedData;
}

/** The state machine as it was when the execution began. */
export interface DescribeStateMachineForExecutionOutput extends Configurations {
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON text; of a child of a map run, the scope of the Map state. */
  readonly definition: string;
  readonly roleArn: string;
  readonly updateDate: Date;
  readonly mapRunArn?: string;
  readonly label?: string;
  readonly revisionId?: string;
}

export interface ListStateMachinesOutput {
  readonly stateMachines: readonly StateMachineListItem[];
  readonly nextToken?: string;
}

export interface StateMachineListItem {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export interface TagResourceInput {
  /** Of a state machine or an activity. */
  readonly resourceArn: string;
  readonly tags: readonly Tag[];
}

export interface UntagResourceInput {
  readonly resourceArn: string;
  readonly tagKeys: readonly string[];
}

export interface ListTagsForResourceOutput {
  readonly tags?: readonly Tag[];
}
