import { describe, expect, it } from "vitest";
import { create, pass, rejection, roleArn } from "../../test/execute";
import { withVersions } from "../../test/versions";
import { createLocalStepFunctions } from "../index";

describe("a state machine", () => {
  it("has tags, which are added and taken away", async () => {
    const { api, arn: resourceArn } = await withVersions(1);
    await api.tagResource({
      resourceArn,
      tags: [
        { key: "team", value: "a" },
        { key: "__proto__", value: "b" },
      ],
    });
    await api.tagResource({ resourceArn, tags: [{ key: "team", value: "c" }] });
    expect(await api.listTagsForResource({ resourceArn })).toEqual({
      tags: [
        { key: "team", value: "c" },
        { key: "__proto__", value: "b" },
      ],
    });
    await api.untagResource({ resourceArn, tagKeys: ["team", "other"] });
    expect((await api.listTagsForResource({ resourceArn })).tags).toHaveLength(1);
    const many = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));
    expect(await rejection(api.tagResource({ resourceArn, tags: many }))).toMatch(/^TooManyTags/);
    expect(await rejection(api.tagResource({ resourceArn: `${resourceArn}x`, tags: [] }))).toMatch(/^ResourceNotFound/);
  });
});

describe("tags", () => {
  const machine = { name: "m", definition: JSON.stringify(pass), roleArn };
  const many = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));

  it("are given with a state machine or an activity as it is created, and not again", async () => {
    const api = createLocalStepFunctions();
    const [first, second] = [[{ key: "a", value: "1" }], [{ key: "a", value: "2" }]];
    const { stateMachineArn } = await api.createStateMachine({ ...machine, tags: first });
    await api.createStateMachine({ ...machine, tags: second });
    const { activityArn } = await api.createActivity({ name: "paint", tags: first });
    await api.createActivity({ name: "paint", tags: second });
    for (const resourceArn of [stateMachineArn, activityArn])
      expect(await api.listTagsForResource({ resourceArn })).toEqual({ tags: first });
    expect(await rejection(api.createStateMachine({ ...machine, name: "n", tags: many }))).toMatch(/^TooManyTags/);
    expect(await rejection(api.createActivity({ name: "n", tags: many }))).toMatch(/^TooManyTags/);
  });

  it("are at most 50 of a resource, those that it has among them", async () => {
    const api = createLocalStepFunctions();
    const resourceArn = await create(api);
    await api.tagResource({ resourceArn, tags: many.slice(0, 30) });
    const refused = await api.tagResource({ resourceArn, tags: many.slice(30) }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "TooManyTags", resourceName: resourceArn });
    expect((await api.listTagsForResource({ resourceArn })).tags).toHaveLength(30);
    await api.tagResource({ resourceArn, tags: many.slice(0, 50) });
    expect((await api.listTagsForResource({ resourceArn })).tags).toHaveLength(50);
  });

  it.each([
    [{ key: "", value: "a" }, "tags.1.member.key"],
    [{ key: "k".repeat(129), value: "a" }, "tags.1.member.key"],
    [{ key: "a!", value: "a" }, "tags.1.member.key"],
    [{ key: "aws:a", value: "a" }, "tags.1.member.key"],
    [{ key: "a", value: "v".repeat(257) }, "tags.1.member.value"],
    [{ key: "a", value: "<>" }, "tags.1.member.value"],
    [{ key: "a", value: 1 }, "tags.1.member.value"],
    [null, "tags.1.member.key"],
  ])("are refused: %j", async (tag, field) => {
    const api = createLocalStepFunctions();
    const resourceArn = await create(api);
    const told = await rejection(api.tagResource({ resourceArn, tags: [tag] } as never));
    expect(told).toMatch(/^ValidationException: 1 validation error detected: /);
    expect(told).toContain(`at '${field}' failed to satisfy constraint`);
  });

  it("are those of state machines and activities, not of versions and executions", async () => {
    const { api, arn } = await withVersions(1);
    expect(await rejection(api.listTagsForResource({ resourceArn: `${arn}:1` }))).toBe(
      `ResourceNotFound: Resource not found: '${arn}:1'`,
    );
    const resourceArn = arn.replace("stateMachine", "execution");
    expect(await rejection(api.listTagsForResource({ resourceArn }))).toBe(
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'",
    );
  });
});
