import type { Paging } from "./api";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
export interface PublishStateMachineVersionInput {
  readonly stateMachineArn: string;
  /** Only this revision is published: any other is a conflict. */
  readonly revisionId?: string;
  readonly description?: string;
}

export interface PublishStateMachineVersionOutput {
  readonly stateMachineVersionArn: string;
  readonly creationDate: Date;
}

/** What is asked for the versions or aliases of a state machine; aliases also of one version. */
export interface OfStateMachine extends Paging {
  readonly stateMachineArn: string;
}

/** The newest first. */
export interface ListStateMachineVersionsOutput {
  readonly stateMachineVersions: readonly { readonly stateMachineVersionArn: string; readonly creationDate: Date }[];
  readonly nextToken?: string;
}

/** A version that an alias leads to, and how many of a hundred executions run it. */
export interface RoutingConfigurationListItem {
  readonly stateMachineVersionArn: string;
  /** From 0 to 100; those of an alias sum up to 100. */
  readonly weight: number;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
export interface CreateStateMachineAliasInput {
  readonly name: string;
  readonly description?: string;
  /** One version, or two. */
  readonly routingConfiguration: readonly RoutingConfigurationListItem[];
}

export interface CreateStateMachineAliasOutput {
  readonly stateMachineAliasArn: string;
  readonly creationDate: Date;
}

export interface UpdateStateMachineAliasInput {
  readonly stateMachineAliasArn: string;
  readonly description?: string;
  readonly routingConfiguration?: readonly RoutingConfigurationListItem[];
}

export interface AliasInput {
  readonly stateMachineAliasArn: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export interface DescribeStateMachineAliasOutput {
  readonly stateMachineAliasArn?: string;
  readonly name?: string;
  readonly description?: string;
  readonly routingConfiguration?: readonly RoutingConfigurationListItem[];
  readonly creationDate?: Date;
  readonly updateDate?: Date;
}

export interface ListStateMachineAliasesOutput {
  readonly stateMachineAliases: readonly { readonly stateMachineAliasArn: string; readonly creationDate: Date }[];
  readonly nextToken?: string;
}
