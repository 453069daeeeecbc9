import type { Grant } from "./policy";
import type { Call } from "./task";

/** The services whose actions have another prefix in IAM than the service has in the SDK. */
const prefixes: { readonly [service: string]: string } = {
  accessanalyzer: "access-analyzer",
  acmpca: "acm-pca",
  amp: "aps",
  apigatewaymanagementapi: "execute-api",
  apigatewayv2: "apigateway",
  appconfigdata: "appconfig",
  applicationautoscaling: "application-autoscaling",
  applicationdiscoveryservice: "discovery",
  autoscalingplans: "autoscaling-plans",
  backupgateway: "backup-gateway",
  bcmdataexports: "bcm-data-exports",
  bedrockagent: "bedrock",
  bedrockagentruntime: "bedrock",
  bedrockruntime: "bedrock",
  chimesdkmeetings: "chime",
  chimesdkmessaging: "chime",
  chimesdkvoice: "chime",
  cloudhsmv2: "cloudhsm",
  cloudwatchlogs: "logs",
  codegurureviewer: "codeguru-reviewer",
  codestarconnections: "codestar-connections",
  codestarnotifications: "codestar-notifications",
  cognitoidentity: "cognito-identity",
  cognitoidentityprovider: "cognito-idp",
  cognitosync: "cognito-sync",
  computeoptimizer: "compute-optimizer",
  configservice: "config",
  connectcases: "cases",
  costandusagereport: "cur",
  costexplorer: "ce",
  customerprofiles: "profile",
  databasemigration: "dms",
  devopsguru: "devops-guru",
  directory: "ds",
  docdb: "rds",
  docdbelastic: "docdb-elastic",
  dynamodbstreams: "dynamodb",
  ec2instanceconnect: "ec2-instance-connect",
  ecrpublic: "ecr-public",
  efs: "elasticfilesystem",
  elasticloadbalancingv2: "elasticloadbalancing",
  elasticsearch: "es",
  emr: "elasticmapreduce",
  emrcontainers: "emr-containers",
  emrserverless: "emr-serverless",
  eventbridge: "events",
  iotdataplane: "iot",
  keyspaces: "cassandra",
  kinesisanalyticsv2: "kinesisanalytics",
  lexmodelbuilding: "lex",
  lexmodelsv2: "lex",
  lexruntime: "lex",
  lexruntimev2: "lex",
  licensemanager: "license-manager",
  location: "geo",
  marketplacecatalog: "aws-marketplace",
  marketplacemetering: "aws-marketplace",
  medicalimaging: "medical-imaging",
  migrationhub: "mgh",
  mturk: "mechanicalturk",
  mwaa: "airflow",
  neptune: "rds",
  neptunedata: "neptune-db",
  neptunegraph: "neptune-graph",
  networkfirewall: "network-firewall",
  opensearch: "es",
  opensearchserverless: "aoss",
  paymentcryptography: "payment-cryptography",
  pinpoint: "mobiletargeting",
  pinpointemail: "ses",
  qconnect: "wisdom",
  rdsdata: "rds-data",
  redshiftdata: "redshift-data",
  redshiftserverless: "redshift-serverless",
  resourcegroups: "resource-groups",
  resourcegroupstaggingapi: "tag",
  route53recoverycluster: "route53-recovery-cluster",
  s3control: "s3",
  sagemakera2iruntime: "sagemaker",
  sagemakerfeaturestoreruntime: "sagemaker",
  sagemakermetrics: "sagemaker",
  sagemakerruntime: "sagemaker",
  serverlessapplicationrepository: "serverlessrepo",
  servicecatalogappregistry: "servicecatalog",
  sesv2: "ses",
  sfn: "states",
  ssmcontacts: "ssm-contacts",
  ssmincidents: "ssm-incidents",
  ssoadmin: "sso",
  timestreamquery: "timestream",
  timestreamwrite: "timestream",
  vpclattice: "vpc-lattice",
  wafregional: "waf-regional",
  workspacesweb: "workspaces-web",
};

/** The actions that IAM calls otherwise than the API does. */
const actions: { readonly [action: string]: readonly string[] } = {
  "lambda:Invoke": ["lambda:InvokeFunction"],
  "lambda:InvokeAsync": ["lambda:InvokeFunction"],
  "s3:CompleteMultipartUpload": ["s3:PutObject"],
  "s3:CopyObject": ["s3:GetObject", "s3:PutObject"],
  "s3:CreateMultipartUpload": ["s3:PutObject"],
  "s3:DeleteObjects": ["s3:DeleteObject"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:ListBuckets": ["s3:ListAllMyBuckets"],
  "s3:ListMultipartUploads": ["s3:ListBucketMultipartUploads"],
  "s3:ListObjects": ["s3:ListBucket"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:ListObjectVersions": ["s3:ListBucketVersions"],
  "s3:ListParts": ["s3:ListMultipartUploadParts"],
  "s3:SelectObjectContent": ["s3:GetObject"],
  "s3:UploadPart": ["s3:PutObject"],
  "execute-api:PostToConnection": ["execute-api:ManageConnections"],
  "bedrock:Converse": ["bedrock:InvokeModel"],
};

/**
 * What an action of the SDK needs. Its resources are known for a few services; else all are allowed, and a warning
 * tells so.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkNeeds(call: Call, service: string, action: string): readonly Grant[] {
  const prefix = Object.hasOwn(prefixes, service) ? prefixes[service]! : service;
  const name = `${prefix}:${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  const known = resourcesOf(call, prefix);
  if (known.length === 0)
    call.warn(`the policy allows ${name} on every resource. Narrow it to those that it works with.`);
  return [
    {
      actions: Object.hasOwn(actions, name) ? actions[name]! : [name],
      resources: known.length === 0 ? ["*"] : known,
      why: `calls ${name.slice(prefix.length + 1)} of ${service}`,
    },
  ];
}

/** Where a service's resources are named by the same parameters in all its actions. */
const resources: { readonly [prefix: string]: (call: Call) => readonly string[] } = {
  dynamodb: (call) => call.arns("TableName", "dynamodb", "table/", "table"),
  s3: (call) => {
    const { partition } = call.region;
    const buckets = call.texts("Bucket", "*", "the policy allows every bucket");
    const keys = call.has("Key") ? call.texts("Key", "*", "the policy allows every object") : undefined;
    const within = (bucket: string) => (keys ? keys.map((key) => `${bucket}/${key}`) : [bucket]);
    return buckets.flatMap((bucket) => within(`arn:${partition}:s3:::${bucket}`));
  },
  secretsmanager: (call) =>
    call
      .texts("SecretId", "*", "the policy allows every secret")
      .map((id) => (id.startsWith("arn:") ? id : call.arn("secretsmanager", `secret:${id}-??????`))),
  sns: (call) => call.texts("TopicArn", call.arn("sns", "*"), "the policy allows every topic"),
  ssm: (call) =>
    call
      .texts("Name", "*", "the policy allows every parameter")
      .map((name) => call.arn("ssm", `parameter/${name.replace(/^\//, "")}`)),
  states: (call) =>
    call.texts("StateMachineArn", call.arn("states", "stateMachine:*"), "the policy allows every machine"),
};

const resourcesOf = (call: Call, prefix: string): readonly string[] =>
  Object.hasOwn(resources, prefix) ? resources[prefix]!(call) : [];
