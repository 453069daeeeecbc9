import { expect } from "vitest";
import { pass } from "../../src/index";
import { type Behaviour, machineArn, make } from "./behaviour";

/** Versions of a state machine, and aliases that lead to them. */
export const versions: readonly Behaviour[] = [
  {
    title: "publishes versions, lists the newest first, and deletes one",
    differs: "versions",
    async test(on) {
      const hello = make(on, "versions", pass("One"));
      await hello.create();
      expect(await hello.publish({ description: "the first" })).toBe(1);
      const next = make(on, "versions", pass("Two"));
      await next.update();
      expect(await next.publish()).toBe(2);
      expect((await next.listVersions()).map(({ version }) => version)).toEqual([2, 1]);
      const first = await on.api.describeStateMachine({ stateMachineArn: `${machineArn("versions")}:1` });
      expect(first).toMatchObject({ name: "versions", description: "the first" });
      expect(JSON.parse(first.definition).StartAt).toBe("One");
      await next.deleteVersion(1);
      expect((await next.listVersions()).map(({ version }) => version)).toEqual([2]);
    },
  },
  {
    title: "the same definition published again is the same version",
    differs: "versions",
    async test(on) {
      const hello = make(on, "same-version");
      await hello.create();
      expect([await hello.publish(), await hello.publish()]).toEqual([1, 1]);
    },
  },
  {
    title: "an execution by a version runs that version's definition, whatever came after",
    differs: "versions",
    async test(on) {
      const old = make(on, "by-version", pass("Old", { output: "old" }));
      await old.create({ publish: true });
      await make(on, "by-version", pass("New", { output: "new" })).update();
      const execution = await make(on, "by-version", pass("New", { output: "new" })).execute({}, { version: 1 });
      expect(await execution.output()).toBe("old");
      expect(await execution.describe()).toMatchObject({ stateMachineVersionArn: `${machineArn("by-version")}:1` });
    },
  },
  {
    title: "an alias leads to versions by weight, is led elsewhere, listed and deleted",
    differs: "versions",
    async test(on) {
      const one = make(on, "aliases", pass("One", { output: 1 }));
      await one.create();
      await one.publish();
      const two = make(on, "aliases", pass("Two", { output: 2 }));
      await two.update();
      await two.publish();
      await two.deployAlias("live", { 1: 100 });
      expect(await (await two.execute({}, { alias: "live" })).output()).toBe(1);
      await two.deployAlias("live", { 2: 100 });
      const execution = await two.execute({}, { alias: "live" });
      expect(await execution.output()).toBe(2);
      expect(await execution.describe()).toMatchObject({
        stateMachineAliasArn: `${machineArn("aliases")}:live`,
        stateMachineVersionArn: `${machineArn("aliases")}:2`,
      });
      await two.deployAlias("live", { 1: 90, 2: 10 });
      expect((await two.listAliases()).map(({ name, routing }) => [name, routing])).toEqual([
        ["live", { 1: 90, 2: 10 }],
      ]);
      await expect(two.deleteVersion(1)).rejects.toMatchObject({ code: "ConflictException" });
      await two.deleteAlias("live");
      expect(await two.listAliases()).toHaveLength(0);
      await two.deleteVersion(1);
    },
  },
];
