// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface QueryExecutionContext {
  readonly database?: Text;
  readonly catalog?: Text;
}

interface ResultConfiguration {
  readonly outputLocation?: Text;
  readonly encryptionConfiguration?: Given<EncryptionConfiguration>;
  readonly expectedBucketOwner?: Text;
  readonly aclConfiguration?: Given<AclConfiguration>;
}

interface EncryptionConfiguration {
  readonly encryptionOption: Choice<"SSE_S3" | "SSE_KMS" | "CSE_KMS">;
  readonly kmsKey?: Text;
}

interface AclConfiguration {
  readonly s3AclOption: Choice<"BUCKET_OWNER_FULL_CONTROL">;
}

interface ResultReuseConfiguration {
  readonly resultReuseByAgeConfiguration?: Given<ResultReuseByAgeConfiguration>;
}

interface ResultReuseByAgeConfiguration {
  readonly enabled: Flag;
  readonly maxAgeInMinutes?: Numeric;
}

interface EngineConfiguration {
  readonly coordinatorDpuSize?: Numeric;
  readonly maxConcurrentDpus?: Numeric;
  readonly defaultExecutorDpuSize?: Numeric;
  readonly additionalConfigs?: Named<Text>;
  readonly sparkProperties?: Named<Text>;
  readonly classifications?: List<Given<Classification>>;
}

interface Classification {
  readonly name?: Text;
  readonly properties?: Named<Text>;
}

/** What `athena.startQueryExecution` takes. */
export interface AthenaStartQueryExecutionParameters {
  readonly queryString: Text;
  readonly clientRequestToken?: Text;
  readonly queryExecutionContext?: Given<QueryExecutionContext>;
  readonly resultConfiguration?: Given<ResultConfiguration>;
  readonly workGroup?: Text;
  readonly executionParameters?: List<Text>;
  readonly resultReuseConfiguration?: Given<ResultReuseConfiguration>;
  readonly engineConfiguration?: Given<EngineConfiguration>;
}

/** What `athena.stopQueryExecution` takes. */
export interface AthenaStopQueryExecutionParameters {
  readonly queryExecutionId: Text;
}

/** What `athena.getQueryExecution` takes. */
export interface AthenaGetQueryExecutionParameters {
  readonly queryExecutionId: Text;
}

/** What `athena.getQueryResults` takes. */
export interface AthenaGetQueryResultsParameters {
  readonly queryExecutionId: Text;
  readonly nextToken?: Text;
  readonly maxResults?: Numeric;
  readonly queryResultType?: Choice<"DATA_MANIFEST" | "DATA_ROWS">;
}

/** What `athena.startQueryExecution` gives at the end of what it starts. */
export interface AthenaStartQueryExecutionCompletion {
  QueryExecution: Any;
}

/** What `athena.startQueryExecution` gives. */
export interface AthenaStartQueryExecutionResult {
  QueryExecutionId: string;
}

/** What `athena.getQueryExecution` gives. */
export interface AthenaGetQueryExecutionResult {
  QueryExecution: Any;
}

/** What `athena.getQueryResults` gives. */
export interface AthenaGetQueryResultsResult {
  UpdateCount: number;
  ResultSet: Any;
  NextToken: string;
}

/**
 * Amazon Athena.
 *
 * @example athena.startQueryExecution("Count", { queryString: "select count(*) from orders", workGroup: "primary" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 */
export const athena: {
  /**
   * Runs a query, and waits for its end unless `waitFor` says otherwise.
   *
   * @example athena.startQueryExecution("Count", { queryString: "select count(*) from orders", workGroup: "primary" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
   */
  readonly startQueryExecution: ServiceStep<
    AthenaStartQueryExecutionParameters,
    { completion: AthenaStartQueryExecutionCompletion; response: AthenaStartQueryExecutionResult },
    "completion"
  >;
  /**
   * Stops a query.
   *
   * @example athena.stopQueryExecution("Stop", { queryExecutionId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
   */
  readonly stopQueryExecution: ServiceStep<AthenaStopQueryExecutionParameters, { response: Any }, "response">;
  /**
   * Tells how far a query is.
   *
   * @example athena.getQueryExecution("Look", { queryExecutionId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
   */
  readonly getQueryExecution: ServiceStep<
    AthenaGetQueryExecutionParameters,
    { response: AthenaGetQueryExecutionResult },
    "response"
  >;
  /**
   * Reads the rows that a query gave, at most 1,000 at once.
   *
   * @example athena.getQueryResults("Read", { queryExecutionId: input.id, maxResults: 100 })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
   */
  readonly getQueryResults: ServiceStep<
    AthenaGetQueryResultsParameters,
    { response: AthenaGetQueryResultsResult },
    "response"
  >;
} = {
  startQueryExecution: serviceStep("athena:startQueryExecution"),
  stopQueryExecution: serviceStep("athena:stopQueryExecution"),
  getQueryExecution: serviceStep("athena:getQueryExecution"),
  getQueryResults: serviceStep("athena:getQueryResults"),
};
