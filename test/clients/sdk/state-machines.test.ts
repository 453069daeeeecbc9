import * as sfn from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { client, create, machine, nowhere, pass, refuses, roleArn, start, states, wait } from "./service";

describe("state machines", () => {
  it("are created, described, updated and deleted", async () => {
    const definition = pass;
    const created = await client.send(
      new sfn.CreateStateMachineCommand({ name: "whole", definition, roleArn, publish: true, versionDescription: "1" }),
    );
    const stateMachineArn = `${states}:stateMachine:whole`;
    expect(created).toMatchObject({ stateMachineArn, stateMachineVersionArn: `${stateMachineArn}:1` });
    expect(created.creationDate).toBeInstanceOf(Date);
    const updated = await client.send(new sfn.UpdateStateMachineCommand({ stateMachineArn, definition: wait }));
    expect(updated.updateDate).toBeInstanceOf(Date);
    const { creationDate } = created;
    expect(await client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      ...{ stateMachineArn, name: "whole", status: "ACTIVE", definition: wait, roleArn, type: "STANDARD" },
      ...{ creationDate, revisionId: updated.revisionId },
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
    });
    await client.send(new sfn.DeleteStateMachineCommand({ stateMachineArn }));
    await refuses(sfn.StateMachineDoesNotExist, client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn })));
    await refuses(sfn.InvalidArn, client.send(new sfn.DeleteStateMachineCommand({ stateMachineArn: "no ARN" })));
    await refuses(
      sfn.MissingRequiredParameter,
      client.send(new sfn.UpdateStateMachineCommand({ stateMachineArn: await create("same") })),
    );
    await refuses(
      sfn.InvalidDefinition,
      client.send(new sfn.CreateStateMachineCommand({ name: "wrong", definition: "{}", roleArn })),
    );
  });

  it("are listed by pages", async () => {
    for (const number of [1, 2, 3]) await create(`listed-${number}`);
    const names: (string | undefined)[] = [];
    for await (const { stateMachines = [] } of sfn.paginateListStateMachines({ client, pageSize: 1 }, {}))
      names.push(...stateMachines.map(({ name }) => name));
    expect(names.filter((name) => name?.startsWith("listed-"))).toEqual(["listed-1", "listed-2", "listed-3"]);
    await refuses(sfn.InvalidToken, client.send(new sfn.ListStateMachinesCommand({ nextToken: "none" })));
  });

  it("have tags", async () => {
    const resourceArn = await create("tagged");
    await client.send(new sfn.TagResourceCommand({ resourceArn, tags: [{ key: "a", value: "1" }, { key: "b" }] }));
    await client.send(new sfn.UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
    const { tags } = await client.send(new sfn.ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ key: "b", value: "" }]);
    const many = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));
    await refuses(sfn.TooManyTags, client.send(new sfn.TagResourceCommand({ resourceArn, tags: many })));
    const gone = { resourceArn: nowhere };
    await refuses(sfn.ResourceNotFound, client.send(new sfn.ListTagsForResourceCommand(gone)));
    await refuses(sfn.ResourceNotFound, client.send(new sfn.UntagResourceCommand({ ...gone, tagKeys: [] })));
  });

  it("are validated, and a state of one is tested by itself", async () => {
    const definition = machine({ A: { Type: "Pass", Next: "B" } });
    const { result, diagnostics } = await client.send(new sfn.ValidateStateMachineDefinitionCommand({ definition }));
    expect(result).toBe("FAIL");
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ severity: "ERROR", code: "MISSING_TRANSITION_TARGET", location: "/States/A/Next" }),
    );
    const type = "FAST" as sfn.StateMachineType;
    await refuses(
      sfn.ValidationException,
      client.send(new sfn.ValidateStateMachineDefinitionCommand({ definition, type })),
    );
    const state = JSON.stringify({ Type: "Pass", Result: 1, End: true });
    expect(await client.send(new sfn.TestStateCommand({ definition: state }))).toMatchObject({
      status: "SUCCEEDED",
      output: "1",
    });
    await refuses(sfn.InvalidExecutionInput, client.send(new sfn.TestStateCommand({ definition: state, input: "{" })));
  });

  it("have versions, and aliases that lead to them", async () => {
    const stateMachineArn = await create("published");
    const { revisionId } = await client.send(new sfn.UpdateStateMachineCommand({ stateMachineArn, definition: wait }));
    const publish = (input: { readonly revisionId?: string | undefined }) =>
      client.send(new sfn.PublishStateMachineVersionCommand({ stateMachineArn, ...input }));
    const { stateMachineVersionArn, creationDate } = await publish({ revisionId });
    expect(creationDate).toBeInstanceOf(Date);
    await refuses(sfn.ConflictException, publish({ revisionId: "another" }));
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    const alias = new sfn.CreateStateMachineAliasCommand({ name: "live", routingConfiguration });
    const { stateMachineAliasArn } = await client.send(alias);
    await client.send(new sfn.UpdateStateMachineAliasCommand({ stateMachineAliasArn, description: "what runs" }));
    const described = await client.send(new sfn.DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
    expect(described).toMatchObject({ name: "live", description: "what runs", routingConfiguration });
    const { stateMachineAliases } = await client.send(new sfn.ListStateMachineAliasesCommand({ stateMachineArn }));
    expect(stateMachineAliases).toEqual([{ stateMachineAliasArn, creationDate: described.creationDate }]);
    const { stateMachineVersions } = await client.send(new sfn.ListStateMachineVersionsCommand({ stateMachineArn }));
    expect(stateMachineVersions).toEqual([{ stateMachineVersionArn, creationDate }]);
    const executionArn = await start(stateMachineAliasArn!);
    const execution = await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
    expect(execution).toMatchObject({ stateMachineAliasArn, stateMachineVersionArn, stateMachineArn });
    await client.send(new sfn.StopExecutionCommand({ executionArn }));
    const remove = () => client.send(new sfn.DeleteStateMachineVersionCommand({ stateMachineVersionArn }));
    await refuses(sfn.ConflictException, remove());
    await client.send(new sfn.DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
    await remove();
    await refuses(
      sfn.ResourceNotFound,
      client.send(new sfn.DescribeStateMachineAliasCommand({ stateMachineAliasArn })),
    );
    await refuses(sfn.ValidationException, client.send(alias));
  });
});
