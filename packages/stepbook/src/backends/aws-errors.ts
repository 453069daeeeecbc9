import { quote, StepbookError } from "../errors";

/** What is known of a backend where an error is told. */
export interface Asked {
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

interface AwsError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly attempts?: number };
}

interface Explanation {
  readonly when: RegExp;
  readonly tell: (asked: Asked, error: AwsError, found: RegExpExecArray) => string;
}

const profileOf = ({ profile }: Asked) => (profile === undefined ? "" : ` in the profile ${quote(profile)}`);

const docs = "https://docs.aws.amazon.com/step-functions/latest/dg/";

/** Errors of the connection, the credentials and the permissions, told so that they can be mended. The first that fits. */
const explanations: readonly Explanation[] = [
  {
    when: /SSO session|token is expired|SSO.*expired|refresh (the )?token/i,
    tell: (asked) =>
      `The AWS sign-in${profileOf(asked)} has expired. Sign in again in a terminal: aws sso login${asked.profile === undefined ? "" : ` --profile ${asked.profile}`}`,
  },
  {
    when: /\bExpiredToken(Exception)?\b|security token included in the request is expired|RequestExpired/i,
    tell: (asked) =>
      `The AWS credentials${profileOf(asked)} have expired. Get new ones (such as "aws sso login"), restart the kernel where they are environment variables, and run the cell again.`,
  },
  {
    when: /CredentialsProviderError|Could not load credentials|Resolved credential object is not valid/i,
    tell: (asked) =>
      `No AWS credentials were found${profileOf(asked)}. ` +
      'Sign in with the AWS CLI ("aws configure" or "aws sso login"), or name a profile: aws({ profile: "…" }).',
  },
  {
    when: /UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature/,
    tell: (asked) =>
      `AWS does not accept the credentials${profileOf(asked)}: the access key is unknown, or its secret does not fit. Look at "aws sts get-caller-identity", and at this machine's clock.`,
  },
  {
    when: /region is missing/i,
    tell: () => 'No AWS region is set. Name one: aws({ region: "us-east-1" }), or set a default with "aws configure".',
  },
  {
    when: /(?:service principal|states\.amazonaws\.com).*authorized to assume the provided role/is,
    tell: () =>
      `Step Functions can't take on the role: there is none of that name, or its trust policy does not name states.amazonaws.com. deployRole() shows a role that fits, workflow.trustPolicy() its trust policy. (${docs}procedure-create-iam-role.html)`,
  },
  {
    when: /'(?<who>arn:[^']+:role\/[^']+)' is not authorized to create managed-rule/,
    tell: (_asked, _error, found) =>
      `The role ${found.groups!.who} may not make the event rules by which Step Functions waits for a task's end. workflow.requiredPolicy() tells all that it needs, deployRole() shows what is missing.`,
  },
  {
    when: /User: (?<who>\S+) is not authorized to perform: (?<action>[\w-]+:\w+) on resource: (?:\w+ )?(?<resource>\S+)/,
    tell: (_asked, _error, found) => {
      const { who, action, resource } = found.groups!;
      const on = resource!.startsWith("arn:") ? resource! : "*";
      const passing = action === "iam:PassRole" ? " That is what lets you hand the role to Step Functions." : "";
      return (
        `${who} may not do ${action} on ${resource}.${passing} Ask for this statement in its policy:\n` +
        JSON.stringify({ Effect: "Allow", Action: [action], Resource: [on] })
      );
    },
  },
  {
    when: /\bAccessDenied(Exception)?\b|not authorized/i,
    tell: (_asked, error) =>
      `AWS denies this: ${error.message}\nThe page docs/permissions.md tells which permissions each call needs.`,
  },
  {
    when: /NoSuchBucket/,
    tell: () => "There is no such bucket in the account and region. Make it first: aws s3 mb s3://the-bucket",
  },
  {
    when: /NoSuchEntity/,
    tell: (_asked, error) => `${error.message} deployRole() shows the role that a workflow needs, and makes it.`,
  },
  {
    when: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i,
    tell: (_asked, error) => {
      const tries = error.$metadata?.attempts ?? 1;
      return `AWS asks to come back later, also after ${tries === 1 ? "one try" : `${tries} tries`}: the account makes too many calls a second. Run the cell again in a minute.`;
    },
  },
  {
    when: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|EPIPE|socket hang up|TimeoutError/,
    tell: ({ endpoint }) =>
      `${endpoint ?? "AWS Step Functions"} can't be reached. Check the ${endpoint === undefined ? "network connection and the region" : "endpoint, and that its server runs"}.`,
  },
  {
    when: /Deserialization error|is not valid JSON|Unexpected end of JSON|Unexpected token/,
    tell: ({ endpoint }) =>
      `${endpoint ?? "AWS"} did not answer as Step Functions does. Check that the endpoint is a server of its API.`,
  },
];

/** An error that is told so that it can be mended, with AWS's code; the error itself where its own words say enough. */
export function explained(error: AwsError, asked: Asked): Error {
  const text = `${error.name} ${error.code ?? ""} ${error.message}`;
  for (const { when, tell } of explanations) {
    const found = when.exec(text);
    if (found) return new StepbookError(tell(asked, error, found), { code: error.name, cause: error });
  }
  return error;
}
