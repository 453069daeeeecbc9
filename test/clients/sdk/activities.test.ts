import * as sfn from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { client, create, machine, refuses, settled, start } from "./service";

/** An activity, and how an execution comes to a task of it. */
const activity = async (name: string) => {
  const { activityArn } = await client.send(new sfn.CreateActivityCommand({ name }));
  const definition = machine({ Paint: { Type: "Task", Resource: activityArn, End: true } });
  const stateMachineArn = await create(name, definition);
  return { activityArn: activityArn!, run: () => start(stateMachineArn, '"red"') };
};

const take = (activityArn: string, abortSignal?: AbortSignal) =>
  client.send(new sfn.GetActivityTaskCommand({ activityArn, workerName: "ann" }), abortSignal ? { abortSignal } : {});

describe("activities", () => {
  it("are made, described, listed and deleted", async () => {
    const { activityArn } = await activity("made");
    expect(await client.send(new sfn.DescribeActivityCommand({ activityArn }))).toMatchObject({
      name: "made",
      creationDate: expect.any(Date),
    });
    const names: (string | undefined)[] = [];
    for await (const { activities = [] } of sfn.paginateListActivities({ client, pageSize: 1 }, {}))
      names.push(...activities.map(({ name }) => name));
    expect(names).toContain("made");
    await client.send(new sfn.DeleteActivityCommand({ activityArn }));
    await refuses(sfn.ActivityDoesNotExist, client.send(new sfn.DescribeActivityCommand({ activityArn })));
    await refuses(sfn.ActivityDoesNotExist, take(activityArn));
    await refuses(sfn.InvalidName, client.send(new sfn.CreateActivityCommand({ name: "a b" })));
  });

  it("give their tasks to workers, who end them", async () => {
    const { activityArn, run } = await activity("worked");
    const polled = take(activityArn);
    const executionArn = await run();
    const { taskToken, input } = await polled;
    expect(input).toBe('"red"');
    await client.send(new sfn.SendTaskHeartbeatCommand({ taskToken }));
    await refuses(sfn.InvalidOutput, client.send(new sfn.SendTaskSuccessCommand({ taskToken, output: "{" })));
    await client.send(new sfn.SendTaskSuccessCommand({ taskToken, output: '"painted"' }));
    expect(await settled(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"painted"' });
    await refuses(sfn.TaskTimedOut, client.send(new sfn.SendTaskHeartbeatCommand({ taskToken })));
    await refuses(sfn.InvalidToken, client.send(new sfn.SendTaskFailureCommand({ taskToken: "none" })));
  });

  it("give no task to a worker that has gone", async () => {
    const { activityArn, run } = await activity("left");
    const gone = new AbortController();
    const polled = take(activityArn, gone.signal);
    // The server has answered what was asked later, so that the poll has begun.
    await take((await activityWithTask("before")).activityArn);
    gone.abort();
    await expect(polled).rejects.toMatchObject({ name: "AbortError" });
    await client.send(new sfn.ListActivitiesCommand({}));
    const executionArn = await run();
    const { taskToken } = await take(activityArn);
    await client.send(new sfn.SendTaskFailureCommand({ taskToken, error: "E", cause: "C" }));
    expect(await settled(executionArn)).toMatchObject({ status: "FAILED", error: "E", cause: "C" });
  });
});

/** An activity that has a task for the next worker. */
const activityWithTask = async (name: string) => {
  const made = await activity(name);
  await made.run();
  return made;
};
