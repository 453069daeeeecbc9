import type { StateMachine } from "@stepbook/asl";
import type { Drawing, WorkflowView } from "@stepbook/graph";
import type { Canvas } from "./canvas";
import type { Confirm } from "./confirm";
import { copyText } from "./copy-text";
import type { Desk } from "./desk";
import { aslOf, download, fileName, pngOf, svgOf } from "./exports";
import type { ViewAction } from "./options";

export interface Action {
  can(): boolean;
  run(): void | Promise<void>;
}

interface Stage {
  readonly desk: Desk;
  readonly canvas: Canvas;
  readonly confirm: Confirm;
  readonly root: HTMLElement;
  read(): { readonly view: WorkflowView; readonly definition: StateMachine };
  /** As it is seen: in the direction that the reader chose, at the moment that is replayed. */
  seen(): WorkflowView;
  drawing(): Drawing;
  turn(): void;
  search(): void;
  revive(): void;
}

const ALWAYS = (): boolean => true;
const STOPPED: ReadonlySet<string> = new Set(["FAILED", "TIMED_OUT", "ABORTED"]);

/** Express executions have their type in their ARN, and can be neither stopped nor redriven. */
const isExpress = (arn: string): boolean => arn.split(":")[5] === "express";

/** What each action does, and when it can be done. */
export const createActions = (stage: Stage): Readonly<Record<ViewAction, Action>> => {
  const { desk, canvas, confirm, root, read } = stage;
  const { say, history } = desk;
  const { drawing } = stage;
  const execution = () => read().view.execution;
  const collapsed = () => drawing().collapsed;
  const clusters = () => drawing().graph.nodes.filter(({ inside }) => inside > 0);
  const save =
    (ending: string, content: () => Blob | Promise<Blob>, name = () => read().view.name) =>
    async () =>
      download(fileName(name(), ending), await content());
  const json = (value: string): Blob => new Blob([value], { type: "application/json" });
  return {
    fit: { can: ALWAYS, run: () => canvas.camera.fit() },
    zoomIn: { can: ALWAYS, run: () => canvas.camera.zoomBy(1.25) },
    zoomOut: { can: ALWAYS, run: () => canvas.camera.zoomBy(1 / 1.25) },
    turn: { can: ALWAYS, run: stage.turn },
    search: { can: ALWAYS, run: stage.search },
    collapseAll: {
      can: () => clusters().some(({ index }) => !collapsed().has(index)),
      run: () => canvas.collapseAll(),
    },
    expandAll: { can: () => collapsed().size > 0, run: () => canvas.expandAll() },
    follow: {
      can: () => execution()?.status === "RUNNING",
      run: () => {
        canvas.following = !canvas.following;
      },
    },
    fullScreen: {
      can: () => typeof root.requestFullscreen === "function",
      run: () => (document.fullscreenElement === root ? document.exitFullscreen() : root.requestFullscreen()),
    },
    exportSvg: { can: ALWAYS, run: save("svg", () => svgOf(stage.seen(), collapsed())) },
    exportPng: {
      can: ALWAYS,
      run: save("png", () => pngOf(stage.seen(), isDark(root) ? "dark" : "light", collapsed())),
    },
    exportAsl: { can: ALWAYS, run: save("asl.json", () => json(aslOf(read().definition))) },
    exportHistory: {
      can: () => execution() !== undefined && (desk.asker() !== undefined || history.events.length > 0),
      run: async () => {
        await history.load();
        if (!history.whole && history.problem) throw new Error(history.problem);
        const text = `${JSON.stringify({ events: history.events }, undefined, 2)}\n`;
        const name = (): string => `${read().view.name}-${execution()?.name}`;
        await save("history.json", () => json(text), name)();
      },
    },
    copySvg: { can: ALWAYS, run: async () => copyText(await svgOf(stage.seen(), collapsed()).text()) },
    copyAsl: { can: ALWAYS, run: () => copyText(aslOf(read().definition)) },
    stop: {
      can: () => {
        const { status, arn = "" } = execution() ?? {};
        return desk.asker() !== undefined && status === "RUNNING" && !isExpress(arn);
      },
      run: async () => {
        const isSure = await confirm.ask({
          title: say("Stop this execution?"),
          text: say("{1} is stopped where it is, and its jobs with it. It can be redriven later.", read().view.name),
          yes: say("Stop"),
          dangerous: true,
        });
        if (!isSure) return;
        await desk.asker()?.("stop", {});
        stage.revive();
      },
    },
    redrive: {
      can: () => {
        const { status = "", arn = "" } = execution() ?? {};
        return desk.asker() !== undefined && STOPPED.has(status) && !isExpress(arn);
      },
      run: async () => {
        const isSure = await confirm.ask({
          title: say("Redrive this execution?"),
          text: say("{1} runs again from where it failed. What has succeeded is not run again.", read().view.name),
          yes: say("Redrive"),
          dangerous: false,
        });
        if (!isSure) return;
        await desk.asker()?.("redrive", {});
        stage.revive();
      },
    },
  };
};

const isDark = (root: HTMLElement): boolean => {
  const light = document.body.dataset.jpThemeLight;
  if (light !== undefined) return light === "false";
  return typeof matchMedia === "function" && root.isConnected && matchMedia("(prefers-color-scheme: dark)").matches;
};
