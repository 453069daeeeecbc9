import "../../../packages/view/style/index.css";
import { startProgress } from "@stepbook/asl";
import { createView, drawingOf } from "@stepbook/graph";
import { createWorkflowView } from "@stepbook/view";
import { frames, rendered } from "./frames.mjs";

const START = Date.UTC(2026, 0, 5);

/** A view of a run of which the first states have succeeded, and the next runs. */
const viewAt = (definition, names, done) => {
  const states = new Map(
    names.slice(0, done + 1).map((name, i) => {
      const times = { startTime: START + i * 10, ...(i < done && { endTime: START + i * 10 + 8 }) };
      const status = i < done ? "succeeded" : "running";
      return [name, { ...times, status, entered: 1, active: i < done ? 0 : 1, succeeded: 1, attempts: [] }];
    }),
  );
  const progress = { ...startProgress(), status: "RUNNING", startTime: START, states };
  const execution = { arn: "arn:aws:states:us-east-1:123456789012:execution:bench:run", name: "run" };
  return createView({
    definition,
    name: "bench",
    direction: "down",
    rev: done + 1,
    now: START + done * 10,
    progress,
    execution,
  });
};

window.bench = {
  prepare: (definition) => definition,
  firstPaint: (definition) =>
    rendered((host) =>
      createWorkflowView(host).update(createView({ definition, name: "bench", direction: "down", rev: 1, now: START })),
    ),
  layout: (definition) => {
    const begin = performance.now();
    drawingOf(definition, "down");
    return performance.now() - begin;
  },
  /** The script of each of so many updates, one status change each. */
  updates: (definition, names, count) => {
    const view = createWorkflowView(document.querySelector("#host"), { live: true });
    const payloads = Array.from({ length: count + 1 }, (_, i) => viewAt(definition, names, i));
    view.update(payloads[0]);
    const times = payloads.slice(1).map((payload) => {
      const begin = performance.now();
      view.update(payload);
      return performance.now() - begin;
    });
    window.view = { update: (i) => view.update({ ...payloads[i % payloads.length], rev: count + 2 + i }) };
    return times;
  },
  /** Updates with no end in memory: so many more. */
  repeat: async (first, count) => {
    for (let i = first; i < first + count; i += 1) {
      window.view.update(i);
      if (i % 50 === 0) await new Promise(requestAnimationFrame);
    }
  },
  /** The milliseconds between frames while the graph is dragged about. */
  pan: (definition, count) => {
    const view = createWorkflowView(document.querySelector("#host"));
    view.update(createView({ definition, name: "bench", direction: "down", rev: 1, now: START }));
    const frame = document.querySelector(".sb-frame");
    const { left, top, width } = frame.getBoundingClientRect();
    const drag = (type, x, y) =>
      (type === "mousedown" ? frame : window).dispatchEvent(
        new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX: left + x, clientY: top + y }),
      );
    return frames(count, (i) => {
      const at = i % 20;
      if (at === 0) {
        if (i > 0) drag("mouseup", width / 2, 100);
        drag("mousedown", width / 2, 500);
      }
      drag("mousemove", width / 2 + Math.sin(i / 9) * 60, 500 - at * 24);
    });
  },
};
