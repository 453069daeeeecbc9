import { afterEach, beforeEach, vi } from "vitest";
import { createWorkflowView, type WorkflowViewHandle, type WorkflowViewOptions } from "../src";

export interface Page {
  host: HTMLElement;
  view: WorkflowViewHandle;
  /** Makes the view anew, with options. */
  open(options?: WorkflowViewOptions): WorkflowViewHandle;
  all<E extends Element = HTMLElement>(selector: string): E[];
  one<E extends Element = HTMLElement>(selector: string): E;
  text(selector: string): string | null | undefined;
  /** A state of the graph, by its name. */
  state(name: string): SVGElement;
  select(name: string): void;
  /** An element by its role and name, as a reader would look for it. */
  named(role: string, name: string | RegExp): HTMLElement;
  tab(name: string | RegExp): void;
  press(target: Element, key: string, more?: KeyboardEventInit): boolean;
  type(field: HTMLInputElement, text: string): void;
  /** What was promised has come. */
  settled(): Promise<void>;
}

const ROLES: Readonly<Record<string, string>> = { button: "button, [role=button]", combobox: "select" };

/** A page with a view, for each test of a file. */
export const usePage = (): Page => {
  const page: Page = {
    host: undefined as never,
    view: undefined as never,
    open: (options) => {
      page.view?.dispose();
      page.view = createWorkflowView(page.host, options);
      return page.view;
    },
    all: (selector) => [...page.host.querySelectorAll<never>(selector)],
    one: (selector) => page.host.querySelector<never>(selector)!,
    text: (selector) => page.host.querySelector(selector)?.textContent,
    state: (name) =>
      page.all<SVGElement>(".sb-state").find((one) => one.querySelector(".sb-name")?.textContent === name)!,
    select: (name) => void page.state(name).dispatchEvent(new MouseEvent("click", { bubbles: true })),
    named: (role, name) => {
      const found = page.all(ROLES[role] ?? `[role=${role}]`).filter((one) => !one.closest("[hidden]"));
      const nameOf = (one: Element) => one.getAttribute("aria-label") ?? one.textContent ?? "";
      return found.find((one) => (typeof name === "string" ? nameOf(one) === name : name.test(nameOf(one))))!;
    },
    tab: (name) => page.named("tab", name).click(),
    press: (target, key, more) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })),
    type: (field, text) => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    settled: async () => {
      for (let i = 0; i < 20; i += 1) await Promise.resolve();
    },
  };
  beforeEach(() => {
    page.host = document.createElement("div");
    document.body.append(page.host);
    page.open();
  });
  afterEach(() => {
    page.view.dispose();
    page.host.remove();
    vi.useRealTimers();
  });
  return page;
};
