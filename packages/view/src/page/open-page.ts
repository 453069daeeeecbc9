import { paletteRules } from "../graph-style";
import { html, setAttribute } from "../html";
import { createExecutions } from "./executions";
import { createMachines } from "./machines";
import { hashOf, placeOf } from "./place";
import { createService } from "./service";
import { createStage } from "./stage";
import { createTokenForm, hasToken, takeToken } from "./token";

/** Puts the page into an element: machines, their executions, and the graph of the one that the address names. */
export const openPage = (root: HTMLElement): void => {
  const away = html(
    "p",
    { class: "sbp-away", role: "status", hidden: true },
    "The service does not answer. Is stepbook serve still running? What is shown is what it told last; it is asked again and again.",
  );
  const tokenForm = createTokenForm((token) => {
    service.setToken(token);
    poke();
  });
  const service = createService({
    token: takeToken(),
    onConnection: (connection) => {
      setAttribute(away, "hidden", connection === "away" ? undefined : "");
      setAttribute(body, "hidden", connection === "closed" ? "" : undefined);
      tokenForm.show(connection === "closed");
      if (connection === "here") poke();
    },
  });
  const { api } = service;
  const stage = createStage(api);
  const executions = createExecutions(api, (execution) => {
    location.hash = hashOf({ execution });
  });
  const body = html("div", { class: "sbp-body" });
  const machines = createMachines(api, () => {
    const first = machines.all[0];
    // Who comes without a wish sees something at once.
    if (first && placeOf(location.hash).machine === undefined) {
      history.replaceState(null, "", hashOf({ machine: first.stateMachineArn }));
      show();
    }
  });
  body.append(machines.element, executions.element, stage.element);
  const poke = (): void => {
    for (const part of [machines, executions, stage]) part.poke();
  };
  const show = (): void => {
    const place = placeOf(location.hash);
    machines.choose(place.machine);
    executions.choose(place);
    stage.choose(place);
    const name = (place.execution ?? place.mapRun ?? place.machine)?.split(":").pop();
    document.title = name === undefined ? "Stepbook" : `${name} · Stepbook`;
  };
  root.classList.add("sbp");
  root.append(
    html("style", {}, paletteRules(".sbp")),
    html(
      "header",
      { class: "sbp-top" },
      html("h1", {}, "Stepbook"),
      html("span", {}, `Step Functions at ${location.host}`),
      html(
        "button",
        { class: "sbp-button sbp-skip", type: "button", onclick: () => stage.element.focus() },
        "To the graph",
      ),
    ),
    away,
    tokenForm.element,
    body,
  );
  window.addEventListener("hashchange", () => {
    if (hasToken()) {
      const token = takeToken();
      if (token !== undefined) service.setToken(token);
      poke();
    }
    show();
  });
  show();
};
