import "../../packages/view/style/index.css";
import { gallery, runAt, viewOf } from "../../packages/graph/lib/gallery/index.js";
import { createWorkflowView } from "../../packages/view/lib/index.js";
import "./page.css";

/** Every drawing of the gallery in the view that notebooks have, with what may be changed about it. */

const SECONDS_TO_PLAY = 8;
const FRAME = 100;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const names = Object.keys(gallery).sort();
const fromAddress = () => decodeURIComponent(location.hash.slice(1));
let name = names.includes(fromAddress()) ? fromAddress() : "training-in-flight";
let direction;
let seconds = 0;
let rev = 0;
let timer;
let view;

const host = make("div", { className: "host" });
const title = make("h1");
const find = make("input", { type: "search", placeholder: "Find a drawing…" });
find.setAttribute("aria-label", "Find a drawing");
const list = make("nav");
const time = make("input", { type: "range", min: 0, step: "any" });
time.setAttribute("aria-label", "Time of the run");
const told = make("output");
const play = make("button", { type: "button" }, "▶ Play");
const player = make("span", { className: "player" }, play, time, told);

/** A row of buttons of which one is pressed. */
const choice = (label, options, chosen, act) => {
  const buttons = Object.entries(options).map(([text, value]) => {
    const button = make("button", { type: "button", onclick: () => pick(value) }, text);
    return [value, button];
  });
  const pick = (value) => {
    for (const [one, button] of buttons) button.setAttribute("aria-pressed", String(one === value));
    act(value);
  };
  const group = make("span", { className: "choice" }, ...buttons.map(([, button]) => button));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  pick(chosen);
  return { group, pick };
};
const action = (text, act) => make("button", { type: "button", onclick: () => view.run(act) }, text);

const update = () => {
  const entry = gallery[name];
  const run = entry.run && runAt(entry.run, seconds);
  rev += 1;
  view.update({ ...viewOf(name, { ...entry, ...(direction && { direction }), ...(run && { run }) }), rev });
  told.textContent = entry.run ? `${seconds.toFixed(1)} s of ${entry.run.now} s` : "";
};

const show = (next) => {
  name = next;
  pause();
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  title.textContent = name.replaceAll("-", " ");
  for (const link of list.children) link.setAttribute("aria-current", String(link.dataset.name === name));
  view?.dispose();
  view = createWorkflowView(host, { live: true });
  const { run } = gallery[name];
  player.hidden = !run;
  seconds = run?.now ?? 0;
  time.max = String(seconds);
  time.value = String(seconds);
  update();
};

const pause = () => {
  clearInterval(timer);
  timer = undefined;
  play.textContent = "▶ Play";
};

play.onclick = () => {
  if (timer !== undefined) return pause();
  const { now } = gallery[name].run;
  if (seconds >= now) seconds = 0;
  play.textContent = "❚❚ Pause";
  timer = setInterval(() => {
    seconds = Math.min(now, seconds + (now * FRAME) / 1000 / SECONDS_TO_PLAY);
    time.value = String(seconds);
    if (seconds >= now) pause();
    update();
  }, FRAME);
};
time.oninput = () => {
  seconds = Number(time.value);
  update();
};
find.oninput = () => {
  for (const link of list.children) link.hidden = !link.textContent.includes(find.value.trim().toLowerCase());
};

list.append(
  ...names.map((one) => {
    const link = make("a", { href: `#${encodeURIComponent(one)}` }, one.replaceAll("-", " "));
    link.dataset.name = one;
    return link;
  }),
);
const theme = choice("Theme", { System: "", Light: "true", Dark: "false" }, "", (value) => {
  if (value) document.body.dataset.jpThemeLight = value;
  else delete document.body.dataset.jpThemeLight;
});
const width = choice("Width", { 720: "720px", 980: "980px", Full: "100%" }, "980px", (value) => {
  host.style.width = value;
});
const turned = choice("Direction", { "As drawn": undefined, Down: "down", Right: "right" }, undefined, (value) => {
  direction = value;
  if (view) update();
});
document.body.append(
  make("aside", {}, make("strong", {}, `Stepbook gallery · ${names.length}`), find, list),
  make(
    "main",
    {},
    title,
    make(
      "div",
      { className: "controls" },
      theme.group,
      turned.group,
      width.group,
      make(
        "span",
        { className: "choice" },
        action("Collapse all", "collapseAll"),
        action("Expand all", "expandAll"),
        action("−", "zoomOut"),
        action("+", "zoomIn"),
        action("Fit", "fit"),
      ),
      player,
    ),
    host,
  ),
);
addEventListener("hashchange", () => {
  if (names.includes(fromAddress()) && fromAddress() !== name) show(fromAddress());
});
show(name);
