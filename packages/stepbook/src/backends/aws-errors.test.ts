import { describe, expect, it } from "vitest";
import { StepbookError } from "../errors";
import { explained } from "./aws-errors";

const failed = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const tell = (error: Error, asked = {}) => explained(error, asked);

describe("an error of AWS tells what to do", () => {
  it.each([
    ["CredentialsProviderError", "Could not load credentials from any providers", /No AWS credentials.*aws configure/],
    ["CredentialsProviderError", "The SSO session associated with this profile has expired", /aws sso login/],
    ["ExpiredTokenException", "The security token included in the request is expired", /credentials have expired/],
    ["UnrecognizedClientException", "The security token included in the request is invalid.", /does not accept/],
    ["InvalidSignatureException", "The request signature we calculated does not match", /clock/],
    ["Error", "Region is missing", /region: "us-east-1"/],
    ["ThrottlingException", "Rate exceeded", /come back later.*Run the cell again/],
    ["NoSuchEntityException", "The role with name x cannot be found.", /deployRole\(\)/],
    ["TypeError", "connect ECONNREFUSED 127.0.0.1:9", /can't be reached.*region/],
    ["SyntaxError", "Unexpected end of JSON input\n  Deserialization error", /did not answer as Step Functions/],
  ])("%s: %s", (name, message, expected) => {
    const told = tell(failed(name, message));
    expect(told).toBeInstanceOf(StepbookError);
    expect(told).toMatchObject({ code: name, message: expect.stringMatching(expected) });
  });

  it("denied: which action on what, as a statement to ask for", () => {
    const told = tell(
      failed(
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: states:CreateStateMachine on resource: arn:aws:states:us-east-1:123456789012:stateMachine:hello because no identity-based policy allows the states:CreateStateMachine action",
      ),
    );
    expect(told.message).toMatch(
      /^arn:aws:iam::123456789012:user\/ada may not do states:CreateStateMachine on arn:aws:states/,
    );
    expect(JSON.parse(told.message.split("\n")[1]!)).toEqual({
      Effect: "Allow",
      Action: ["states:CreateStateMachine"],
      Resource: ["arn:aws:states:us-east-1:123456789012:stateMachine:hello"],
    });
  });

  it("denied to hand over the role: what iam:PassRole is", () => {
    const message =
      "User: arn:aws:sts::123456789012:assumed-role/lab/ada is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/steps";
    expect(tell(failed("AccessDeniedException", message)).message).toMatch(
      /iam:PassRole.*hand the role to Step Functions/,
    );
  });

  it("a role that can't be taken on, and one that may not make event rules", () => {
    const assume =
      "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.";
    expect(tell(failed("AccessDeniedException", assume)).message).toMatch(/can't take on the role.*deployRole\(\)/);
    const rules = "'arn:aws:iam::123456789012:role/steps' is not authorized to create managed-rule.";
    expect(tell(failed("AccessDeniedException", rules)).message).toMatch(
      /role\/steps may not make the event rules.*requiredPolicy/,
    );
  });

  it("names the profile and the endpoint that were asked for", () => {
    const none = failed("CredentialsProviderError", "Could not load credentials");
    expect(tell(none, { profile: "lab" }).message).toMatch(/in the profile "lab"/);
    const refused = failed("Error", "connect ECONNREFUSED", { code: "ECONNREFUSED" });
    expect(tell(refused, { endpoint: "http://localhost:1" }).message).toMatch(/^http:\/\/localhost:1 can't be reached/);
  });

  it("another error stays as it is", () => {
    const error = failed("StateMachineDoesNotExist", "State Machine Does Not Exist: 'x'");
    expect(tell(error)).toBe(error);
  });
});
