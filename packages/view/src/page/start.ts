import { jsonFault } from "@stepbook/asl";
import { EXECUTION_STATUSES } from "@stepbook/graph";
import { html, setAttribute, setText } from "../html";
import type { PageApi } from "./service";

/** The form that starts an execution, and the button that opens it. */
export interface Start {
  readonly button: HTMLElement;
  readonly form: HTMLElement;
  /** The machine that is started, and the execution whose input the form begins with. */
  choose(machine: string | undefined, execution: string | undefined): void;
}

/** Why a text is no input, with its place. */
const problemOf = (text: string): string | undefined => {
  const fault = jsonFault(text);
  // That one object names a member twice is odd, but it is JSON.
  if (!fault || fault.repeated) return undefined;
  const [, line = "1", column = "1"] = /line: (\d+), column: (\d+)\]$/.exec(fault.source) ?? [];
  return `The input is not JSON: line ${line}, column ${column}: ${fault.message}`;
};

export const createStart = (api: PageApi, onStart: (execution: string) => void): Start => {
  const input = html("textarea", {
    id: "sbp-input",
    class: "sbp-field sbp-json",
    rows: 5,
    spellcheck: "false",
    "aria-describedby": "sbp-start-problem",
  });
  const name = html("input", {
    id: "sbp-name",
    class: "sbp-field",
    type: "text",
    autocomplete: "off",
    maxlength: 80,
    placeholder: "made up, if empty",
  });
  const submit = html("button", { class: "sbp-button sbp-main", type: "submit" }, "Start execution");
  const problem = html("p", { id: "sbp-start-problem", class: "sbp-problem", role: "alert", hidden: true });
  const answer = html("pre", { class: "sbp-answer", tabindex: 0, "aria-label": "Answer", hidden: true });
  const form = html(
    "form",
    { class: "sbp-start", "aria-label": "Start an execution", hidden: true },
    html("label", { for: "sbp-input" }, "Input (JSON)"),
    input,
    html("label", { for: "sbp-name" }, "Name"),
    name,
    problem,
    answer,
    html("div", { class: "sbp-buttons" }, submit, html("button", { class: "sbp-button", type: "reset" }, "Cancel")),
  );
  const button = html("button", { class: "sbp-button", type: "button", "aria-expanded": "false" }, "Start…");
  let machine: string | undefined;
  let execution: string | undefined;
  let busy = false;

  const tell = (text: string): void => {
    setText(problem, text);
    setAttribute(problem, "hidden", text === "" ? "" : undefined);
    setAttribute(input, "aria-invalid", text === "" ? undefined : "true");
  };
  const open = async (is: boolean): Promise<void> => {
    setAttribute(form, "hidden", is ? undefined : "");
    setAttribute(button, "aria-expanded", String(is));
    if (!is) return;
    input.focus();
    if (input.value !== "") return;
    input.value = "{}";
    const like = execution;
    if (like === undefined) return;
    // Without it, the form is as good.
    const described = await api.describeExecution({ executionArn: like }).catch(() => undefined);
    if (described?.input !== undefined && like === execution && input.value === "{}") input.value = described.input;
  };
  const close = (): void => {
    input.value = "";
    name.value = "";
    tell("");
    setAttribute(answer, "hidden", "");
    void open(false);
  };
  const begin = async (): Promise<void> => {
    const [stateMachineArn, text] = [machine, input.value];
    if (stateMachineArn === undefined || busy) return;
    setAttribute(answer, "hidden", "");
    tell(problemOf(text) ?? "");
    if (problem.textContent !== "") {
      input.focus();
      return;
    }
    busy = true;
    submit.disabled = true;
    const asked = { stateMachineArn, input: text, ...(name.value.trim() && { name: name.value.trim() }) };
    try {
      const { type } = await api.describeStateMachine({ stateMachineArn });
      if (type !== "EXPRESS") {
        const { executionArn } = await api.startExecution(asked);
        if (machine !== stateMachineArn) return;
        close();
        button.focus();
        onStart(executionArn);
        return;
      }
      // Of an express execution nothing is kept: what is to be seen of it is its answer.
      const { status, output, error, cause } = await api.startSyncExecution(asked);
      if (machine !== stateMachineArn) return;
      setText(answer, [EXECUTION_STATUSES[status].words, error, cause, output].filter(Boolean).join("\n"));
      setAttribute(answer, "hidden", undefined);
    } catch (error) {
      if (machine === stateMachineArn) tell((error as Error).message);
    } finally {
      busy = false;
      submit.disabled = false;
    }
  };
  button.addEventListener("click", () => void open(form.hidden));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void begin();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    close();
    button.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === "Escape") form.reset();
    else return;
    event.preventDefault();
  });
  return {
    button,
    form,
    choose: (nextMachine, nextExecution) => {
      execution = nextExecution;
      if (nextMachine === machine) return;
      machine = nextMachine;
      close();
    },
  };
};
