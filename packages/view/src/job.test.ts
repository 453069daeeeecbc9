// @vitest-environment jsdom
import { reduceAll, startProgress } from "@stepbook/asl";
import { createView } from "@stepbook/graph";
import { describe, expect, test } from "vitest";
import { usePage } from "../test/page";
import { definition, history, START } from "../test/views";

const page = usePage();

describe("a job that a state has begun", () => {
  const job = {
    state: "First",
    kind: "training job",
    name: "<b>digits</b>",
    status: "InProgress",
    phase: "Training",
    startTime: START,
    metrics: [{ name: "accuracy", value: 0.94312345 }],
    log: ["epoch 1", "<script>alert(1)</script>"],
    links: { resource: "https://console.aws.amazon.com/sagemaker/home", logs: "javascript:alert(1)" },
  };
  const withJobs = (rev: number, jobs: object[], now = START + 65_000) => {
    const whole = createView({
      definition,
      name: "hello",
      direction: "down",
      rev,
      now,
      progress: reduceAll(startProgress(), history),
      execution: { arn: "arn:run", name: "run" },
      events: history,
      jobs: jobs as never,
    });
    page.view.update(whole);
  };
  const facts = () =>
    Object.fromEntries(
      [...page.host.querySelectorAll(".sb-details dt")].map((dt) => [
        dt.textContent,
        dt.nextElementSibling?.textContent,
      ]),
    );

  test("is shown with its status, time, metrics and the end of its log, and none of it is markup", () => {
    withJobs(1, [job]);
    page.select("First");
    expect(facts()).toMatchObject({ Job: "<b>digits</b>", Status: "In progress · Training", accuracy: "0.943123" });
    expect(facts()["Running for"]).toMatch(/^1 m 05 s/);
    expect(page.text(".sb-log")).toBe("epoch 1\n<script>alert(1)</script>");
    expect(page.host.querySelectorAll(".sb-details b, .sb-details script")).toHaveLength(0);
    const links = [...page.host.querySelectorAll<HTMLAnchorElement>(".sb-details a")];
    expect(new Set(links.map(({ href }) => href))).toEqual(new Set([job.links.resource]));
    expect(new Set(links.map(({ rel }) => rel))).toEqual(new Set(["noopener noreferrer"]));
    withJobs(2, [{ ...job, status: "Failed", phase: "Failed", endTime: START + 9000, reason: "no labels" }]);
    expect(facts()).toMatchObject({ Status: "Failed", Lasted: expect.stringMatching(/9/) });
    expect(page.text(".sb-reason")).toBe("no labels");
  });

  test("stands below the ones after it, the newest first", () => {
    withJobs(1, [job, { ...job, name: "second" }]);
    page.select("First");
    const names = [...page.host.querySelectorAll(".sb-details dt")].filter((dt) => dt.textContent === "Job");
    expect(names.map((dt) => dt.nextElementSibling?.textContent)).toEqual(["second", "<b>digits</b>"]);
  });
});
