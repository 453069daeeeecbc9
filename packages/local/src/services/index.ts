import { dynamodb, dynamodbSdk } from "./dynamodb";
import { events, eventsSdk } from "./events";
import { http } from "./http";
import { s3Sdk } from "./s3";
import { sagemaker, sagemakerSdk } from "./sagemaker";
import type { Service } from "./service";
import { sfn } from "./sfn";
import { sns, snsSdk } from "./sns";
import { sqs, sqsSdk } from "./sqs";
import { states } from "./states";

/** The services that are there, by what stands in the middle of a resource: `arn:aws:states:::SERVICE:ACTION`. */
const services: Readonly<Record<string, Service>> = {
  states,
  "aws-sdk:sfn": sfn,
  sqs,
  "aws-sdk:sqs": sqsSdk,
  sns,
  "aws-sdk:sns": snsSdk,
  events,
  "aws-sdk:eventbridge": eventsSdk,
  dynamodb,
  "aws-sdk:dynamodb": dynamodbSdk,
  http,
  "aws-sdk:s3": s3Sdk,
  sagemaker,
  "aws-sdk:sagemaker": sagemakerSdk,
};

/** The service of a resource, where it is there. */
export const serviceOf = (name: string): Service | undefined =>
  Object.hasOwn(services, name) ? services[name] : undefined;
