import { expect } from "vitest";
import { attach, listWorkflows, pass, wait, workflow } from "../../src/index";
import { type Behaviour, codeOf, create, machineArn, make, role } from "./behaviour";

const minimal = { StartAt: "A", States: { A: { Type: "Pass", End: true } } } as const;

/** State machines: created, changed, listed, deleted. */
export const workflows: readonly Behaviour[] = [
  {
    title: "creates once, and the same again changes nothing",
    async test(on) {
      const arn = await make(on, "create").create();
      expect(arn).toBe(machineArn("create"));
      expect(await make(on, "create").create()).toBe(arn);
    },
  },
  {
    title: "refuses another definition under the name, and tells how to update",
    async test(on) {
      await make(on, "differs").create();
      const other = make(on, "differs", pass("B"));
      await expect(other.create()).rejects.toThrow(/"differs" exists already, with another definition.*update\(\)/);
      await expect(other.execute()).rejects.toThrow(/another definition/);
    },
  },
  {
    title: "deploys: creates, updates, or leaves it as it is",
    async test(on) {
      expect(String(await make(on, "deploys").deploy())).toMatch(/^"deploys" created/);
      expect(String(await make(on, "deploys").deploy())).toBe('"deploys" unchanged');
      const other = make(on, "deploys", pass("B"));
      expect(String(await other.deploy())).toBe(
        '"deploys" updated: 1 state added ("B"); 1 state removed ("A"); StartAt changed',
      );
      expect(String(await other.deploy())).toBe('"deploys" unchanged');
      const execution = await other.execute();
      await execution.output();
      expect((await execution.listEvents()).map(({ step }) => step)).toContain("B");
    },
  },
  {
    title: "updates definition and role; an execution that runs keeps what it began with",
    async test(on) {
      const slow = make(on, "updates", [wait("W", { seconds: 1 }), pass("Old")]);
      await slow.create();
      const execution = await slow.execute();
      const other = "arn:aws:iam::123456789012:role/Other";
      await make(on, "updates", pass("New")).update({ role: other });
      const described = await on.api.describeStateMachine({ stateMachineArn: machineArn("updates") });
      expect(described.roleArn).toBe(other);
      expect(JSON.parse(described.definition).StartAt).toBe("New");
      await execution.output();
      expect((await execution.listEvents()).map(({ step }) => step)).toContain("Old");
      const { executionArn } = await execution.describe();
      const then = await on.api.describeStateMachineForExecution({ executionArn });
      expect(JSON.parse(then.definition).StartAt).toBe("W");
      expect(then).toMatchObject({ name: "updates", stateMachineArn: machineArn("updates"), roleArn: role });
    },
  },
  {
    title: "tells what it has been created with",
    async test(on) {
      await create(on.api, "describes", minimal, { tracingConfiguration: { enabled: true } });
      expect(await on.api.describeStateMachine({ stateMachineArn: machineArn("describes") })).toMatchObject({
        name: "describes",
        stateMachineArn: machineArn("describes"),
        status: "ACTIVE",
        type: "STANDARD",
        roleArn: role,
        definition: JSON.stringify(minimal),
        creationDate: expect.any(Date),
        tracingConfiguration: { enabled: true },
        loggingConfiguration: { level: "OFF", includeExecutionData: false },
      });
    },
    differs: "defaults",
  },
  {
    title: "a second creation may have another role and other tags, but no other settings",
    async test({ api }) {
      const first = await create(api, "again", minimal);
      const more = { roleArn: "arn:aws:iam::123456789012:role/Other", tags: [{ key: "a", value: "b" }] };
      expect(await create(api, "again", minimal, more)).toMatchObject({ stateMachineArn: first.stateMachineArn });
      expect((await api.describeStateMachine(first)).roleArn).toBe(role);
      const traced = create(api, "again", minimal, { tracingConfiguration: { enabled: true } });
      expect(await codeOf(traced)).toBe("StateMachineAlreadyExists");
      expect(await codeOf(create(api, "again", minimal, { type: "EXPRESS" }))).toBe("StateMachineAlreadyExists");
    },
  },
  {
    title: "has tags, which are added, changed and taken away",
    async test(on) {
      const tagged = make(on, "tags", pass("A"), { tags: [{ key: "team", value: "one" }] });
      await tagged.create();
      expect(await tagged.listTags()).toEqual({ team: "one" });
      await tagged.tag({ team: "two", a: "b" });
      expect(await tagged.listTags()).toEqual({ team: "two", a: "b" });
      await tagged.untag("team");
      expect(await tagged.listTags()).toEqual({ a: "b" });
      const nowhere = { resourceArn: machineArn("nowhere") };
      expect(await codeOf(on.api.listTagsForResource(nowhere))).toBe("ResourceNotFound");
    },
  },
  {
    title: "lists by pages, none twice and none left out",
    async test(on) {
      for (let n = 0; n < 5; n++) await create(on.api, `page-${n}`, minimal);
      const { stateMachines: all } = await on.api.listStateMachines({ maxResults: 1000 });
      const paged: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await on.api.listStateMachines({ maxResults: 2, ...(nextToken && { nextToken }) });
        expect(page.stateMachines.length).toBeLessThanOrEqual(2);
        paged.push(...page.stateMachines.map(({ name }) => name));
        nextToken = page.nextToken;
      } while (nextToken);
      expect(paged).toEqual(all.map(({ name }) => name));
      const few = await listWorkflows({ on, limit: 2 });
      expect([few.length, few.more]).toEqual([2, true]);
    },
  },
  {
    title: "deletes, once and again; what is deleted is not listed, and does not run",
    async test(on) {
      const gone = make(on, "deletes");
      await gone.create();
      expect((await listWorkflows({ on, limit: 1000 })).map(({ name }) => name)).toContain("deletes");
      await gone.delete();
      await gone.delete();
      expect((await listWorkflows({ on, limit: 1000 })).map(({ name }) => name)).not.toContain("deletes");
      await expect(gone.listExecutions()).rejects.toThrow(/"deletes" does not exist .*create\(\)/);
      const stateMachineArn = machineArn("deletes");
      expect(await codeOf(on.api.startExecution({ stateMachineArn, name: "n" }))).toBe("StateMachineDoesNotExist");
    },
  },
  {
    title: "a step that AWS refuses is told before anything is sent",
    async test(on) {
      const wrong = make(on, "wrong", [wait("W", { timestamp: "tomorrow" })]);
      expect(wrong.validate().length).toBeGreaterThan(0);
      await expect(wrong.create()).rejects.toThrow(/The definition of "wrong" has errors:\n.*States\.W\.Timestamp/);
    },
  },
  {
    title: "the service refuses by its own codes: a definition, a name, ARNs",
    async test({ api }) {
      expect(await codeOf(create(api, "no-json", "{"))).toBe("InvalidDefinition");
      expect(await codeOf(create(api, "no-states", '{"StartAt":"A","States":{}}'))).toBe("InvalidDefinition");
      expect(await codeOf(create(api, "bad name", minimal))).toBe("InvalidName");
      expect(await codeOf(create(api, "bad-role", minimal, { roleArn: "me" }))).toBe("InvalidArn");
      expect(await codeOf(api.describeStateMachine({ stateMachineArn: "x" }))).toBe("InvalidArn");
      const nowhere = { stateMachineArn: machineArn("nowhere") };
      expect(await codeOf(api.describeStateMachine(nowhere))).toBe("StateMachineDoesNotExist");
      expect(await codeOf(api.updateStateMachine({ ...nowhere, definition: JSON.stringify(minimal) }))).toBe(
        "StateMachineDoesNotExist",
      );
      await api.deleteStateMachine(nowhere);
    },
  },
  {
    title: "a workflow that is made of a definition runs as one made of steps",
    async test(on) {
      const kept = workflow("from-definition", { definition: minimal, on, role });
      await kept.create();
      expect(await (await kept.execute({ n: 1 })).output()).toEqual({ n: 1 });
    },
  },
  {
    title: "attaches to what is there, by name and by ARN",
    async test(on) {
      const original = make(on, "attached", [pass("A"), pass("B")]);
      const arn = await original.create();
      for (const named of ["attached", arn]) {
        const found = await attach(named, { on });
        expect(found.definition).toEqual(original.definition);
        expect([found.name, found.arn]).toEqual(["attached", arn]);
        const execution = await found.execute({ n: 1 });
        expect(await execution.output()).toEqual({ n: 1 });
        expect(await (await found.execution(execution.name)).output()).toEqual({ n: 1 });
        expect((await (await found.execution(execution.arn)).describe()).status).toBe("SUCCEEDED");
      }
      await expect(attach("nowhere", { on })).rejects.toThrow(/no such state machine/);
      await expect(attach(machineArn("nowhere"), { on })).rejects.toMatchObject({ code: "StateMachineDoesNotExist" });
      await expect(attach(arn.replace("us-east-1", "eu-west-1"), { on })).rejects.toThrow(/eu-west-1/);
    },
  },
];
