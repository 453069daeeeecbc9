// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { nullTranslator } from "@jupyterlab/translation";
import { CommandRegistry } from "@lumino/commands";
import type { ViewAction, WorkflowViewHandle } from "@stepbook/view";
import { expect, it, vi } from "vitest";
import { addViewCommands, categoryIn } from "./commands";
import { OpenViews } from "./open-views";

// JupyterLab's icons come with web components that only a bundler can read.
vi.mock("@jupyterlab/ui-components", () => {
  const names = ["collapseAll", "copy", "download", "expandAll", "redo", "search", "stop"];
  return Object.fromEntries(names.map((name) => [`${name}Icon`, { name: `ui-components:${name}` }]));
});

const trans = nullTranslator.load("stepbook");
const schema = JSON.parse(readFileSync(`${__dirname}/../schema/plugin.json`, "utf8"));

const opened = (...possible: readonly ViewAction[]) => {
  const run = vi.fn();
  const handle = { configure: () => {}, can: (action: ViewAction) => possible.includes(action), run };
  return { run, handle: handle as unknown as WorkflowViewHandle };
};

it("a command is enabled where the view can do it, and does it", async () => {
  const commands = new CommandRegistry();
  const views = new OpenViews();
  addViewCommands(commands, views, trans, null);
  expect(commands.listCommands().filter((id) => commands.isEnabled(id))).toEqual([]);
  const { run, handle } = opened("fit", "stop");
  views.add(document.createElement("div"), handle);
  expect(commands.listCommands().filter((id) => commands.isEnabled(id))).toEqual(["stepbook:fit", "stepbook:stop"]);
  await commands.execute("stepbook:stop");
  expect(run).toHaveBeenCalledWith("stop");
  views.dispose();
});

it("every command says what it does, what it takes, and is in the palette", () => {
  const commands = new CommandRegistry();
  const addItem = vi.fn(() => ({ isDisposed: false, dispose: () => {} }));
  addViewCommands(commands, new OpenViews(), trans, { addItem } as never);
  const ids = commands.listCommands();
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) {
    expect(commands.label(id)).not.toBe("");
    expect(commands.caption(id)).not.toBe("");
    expect(addItem).toHaveBeenCalledWith({ command: id, category: categoryIn(trans) });
  }
});

it("the context menu has no command that is not there", () => {
  const commands = new CommandRegistry();
  addViewCommands(commands, new OpenViews(), trans, null);
  const items: readonly { readonly command?: string }[] = schema["jupyter.lab.menus"].context;
  const named = items.flatMap(({ command }) => (command === undefined ? [] : [command]));
  expect(named.filter((id) => !commands.hasCommand(id))).toEqual([]);
});

it("no command is left, nor anything that waits for a view", () => {
  const commands = new CommandRegistry();
  const views = new OpenViews();
  const changed = vi.fn();
  addViewCommands(commands, views, trans, null).dispose();
  expect(commands.listCommands()).toEqual([]);
  commands.commandChanged.connect(changed);
  views.add(document.createElement("div"), opened("fit").handle);
  expect(changed).not.toHaveBeenCalled();
  views.dispose();
});
