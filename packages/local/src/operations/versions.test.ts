import { describe, expect, it } from "vitest";
import { rejection, settled } from "../../test/execute";
import { text, withVersions } from "../../test/versions";

describe("a version", () => {
  it("runs as it was when it was published, and is told of by its executions", async () => {
    const { api, arn, outputs } = await withVersions(2);
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(3) });
    expect([await outputs(`${arn}:1`), await outputs(`${arn}:2`), await outputs(arn)]).toEqual([[1], [2], [3]]);
    expect(await api.listExecutions({ stateMachineArn: `${arn}:1` })).toMatchObject({
      executions: [{ stateMachineArn: arn, stateMachineVersionArn: `${arn}:1` }],
    });
    expect((await api.listExecutions({ stateMachineArn: arn })).executions).toHaveLength(3);
    expect(JSON.parse((await api.describeStateMachine({ stateMachineArn: `${arn}:1` })).definition)).toMatchObject({
      States: { A: { Result: 1 } },
    });
  });

  it("is made once of one revision, of which the first is called INITIAL", async () => {
    const { api, arn } = await withVersions(1);
    const again = await api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: "INITIAL" });
    expect(again.stateMachineVersionArn).toBe(`${arn}:1`);
    expect(await rejection(api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: "old" }))).toMatch(
      /^ConflictException: .*revision old. The current State Machine revision is INITIAL/,
    );
    const { revisionId } = await api.updateStateMachine({ stateMachineArn: arn, definition: text(9) });
    const next = await api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: revisionId! });
    expect(next.stateMachineVersionArn).toBe(`${arn}:2`);
  });

  it("has a number that is not used again", async () => {
    const { api, arn } = await withVersions(2);
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:2` });
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:2` });
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(3), publish: true });
    const { stateMachineVersions } = await api.listStateMachineVersions({ stateMachineArn: arn });
    expect(stateMachineVersions.map((one) => one.stateMachineVersionArn)).toEqual([`${arn}:3`, `${arn}:1`]);
    expect(await rejection(api.startExecution({ stateMachineArn: `${arn}:2` }))).toMatch(/^StateMachineDoesNotExist/);
  });

  it("has the description of the one who published it first, and its own date", async () => {
    const { api, arn } = await withVersions(1);
    await api.updateStateMachine({
      stateMachineArn: arn,
      definition: text(2),
      publish: true,
      versionDescription: "second",
    });
    const { creationDate } = await api.publishStateMachineVersion({ stateMachineArn: arn, description: "other" });
    expect(await api.describeStateMachine({ stateMachineArn: `${arn}:2` })).toMatchObject({
      stateMachineArn: `${arn}:2`,
      name: "hello",
      description: "second",
      creationDate,
    });
    expect((await api.describeStateMachine({ stateMachineArn: arn })).description).toBeUndefined();
    expect(
      await rejection(api.publishStateMachineVersion({ stateMachineArn: arn, description: "x".repeat(257) })),
    ).toMatch(/^ValidationException: .*'description'/);
  });

  it("is listed page by page, the newest first", async () => {
    const { api, arn: stateMachineArn } = await withVersions(3);
    const first = await api.listStateMachineVersions({ stateMachineArn, maxResults: 2 });
    await api.updateStateMachine({ stateMachineArn, definition: text(4), publish: true });
    const second = await api.listStateMachineVersions({ stateMachineArn, maxResults: 2, nextToken: first.nextToken! });
    const numbers = [first, second].map((page) =>
      page.stateMachineVersions.map((one) => one.stateMachineVersionArn.slice(stateMachineArn.length + 1)),
    );
    expect(numbers).toEqual([["3", "2"], ["1"]]);
    expect(second.nextToken).toBeUndefined();
  });

  it("that runs goes on when it is deleted", async () => {
    const { api, arn } = await withVersions(1);
    const { executionArn } = await api.startExecution({ stateMachineArn: `${arn}:1` });
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:1` });
    expect(await settled(api, executionArn)).toMatchObject({ status: "SUCCEEDED", stateMachineVersionArn: `${arn}:1` });
  });

  it("is deleted by its own ARN alone", async () => {
    const { api, arn } = await withVersions(1);
    for (const other of [arn, `${arn}:live`])
      expect(await rejection(api.deleteStateMachineVersion({ stateMachineVersionArn: other }))).toBe(
        `InvalidArn: Invalid Arn: '${other}'`,
      );
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:7` });
    expect((await api.listStateMachineVersions({ stateMachineArn: arn })).stateMachineVersions).toHaveLength(1);
  });

  it("is one of a thousand at most", async () => {
    const { api, arn } = await withVersions(1000);
    const before = await api.describeStateMachine({ stateMachineArn: arn });
    const update = { stateMachineArn: arn, definition: text("more") };
    expect(await rejection(api.updateStateMachine({ ...update, publish: true }))).toMatch(/^ServiceQuotaExceeded/);
    expect(await api.describeStateMachine({ stateMachineArn: arn })).toEqual(before);
    const { revisionId } = await api.updateStateMachine(update);
    const publish = () => api.publishStateMachineVersion({ stateMachineArn: arn, revisionId: revisionId! });
    expect(await rejection(publish())).toMatch(/^ServiceQuotaExceededException/);
    await api.deleteStateMachineVersion({ stateMachineVersionArn: `${arn}:5` });
    expect((await publish()).stateMachineVersionArn).toBe(`${arn}:1001`);
  });
});
