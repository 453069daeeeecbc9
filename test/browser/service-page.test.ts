import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { faults } from "./axe";
import { launch } from "./jupyter";
import { type ServiceProcess, startService } from "./service";

const folder = join("test-output", "service-page");
const functions = join(folder, "functions.mjs");
const roleArn = "arn:aws:iam::123456789012:role/steps";
const markup = "<img src=x onerror=\"document.title='hacked'\">";

/** A pass, a moment, a task that fails the first time, a pass. */
const orders = {
  StartAt: "Prepare",
  States: {
    Prepare: { Type: "Pass", Next: "A moment" },
    "A moment": { Type: "Wait", Seconds: 3, Next: "Ship" },
    Ship: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "ship", "Payload.$": "$" },
      Next: "Thank",
    },
    Thank: { Type: "Pass", End: true },
  },
};
/** A distributed Map of five items, one of which fails and is tolerated. */
const parcels = {
  StartAt: "Each parcel",
  States: {
    "Each parcel": {
      Type: "Map",
      ItemsPath: "$.parcels",
      MaxConcurrency: 2,
      ToleratedFailureCount: 1,
      Label: "EachParcel",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "Weigh",
        States: {
          Weigh: {
            Type: "Choice",
            Choices: [{ Variable: "$.weight", NumericGreaterThan: 30, Next: "Too heavy" }],
            Default: "A breath",
          },
          "A breath": { Type: "Wait", Seconds: 1, End: true },
          "Too heavy": { Type: "Fail", Error: "TooHeavy", Cause: "A parcel has 30 kg at most." },
        },
      },
      End: true,
    },
  },
};
const fiveParcels = JSON.stringify({ parcels: [3, 40, 5, 6, 7].map((weight) => ({ weight })) });
const endless = { StartAt: "A day", States: { "A day": { Type: "Wait", Seconds: 86_400, End: true } } };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let service: ServiceProcess;
let problems: string[];
/** What the page has asked of whom, once each. */
let asked: Set<string>;

const create = async (name: string, definition: object, more: object = {}): Promise<string> => {
  const input = { name, roleArn, definition: JSON.stringify(definition), ...more };
  return (await service.ask("CreateStateMachine", input)).stateMachineArn!;
};
const start = async (stateMachineArn: string, name: string, input = "{}"): Promise<string> =>
  (await service.ask("StartExecution", { stateMachineArn, name, input })).executionArn!;
const at = (kind: "machine" | "execution" | "mapRun", arn: string): string =>
  `${service.endpoint}/#${kind}=${encodeURIComponent(arn)}`;

const machineRow = (name: string): Locator => page.locator(".sbp-machines .sbp-row", { hasText: name });
const executionRow = (name: string): Locator => page.locator(".sbp-executions .sbp-row", { hasText: name });
const status = (words: string): Promise<void> => page.locator(".sb-status").getByText(words).waitFor();
const state = (name: string): Locator =>
  page.locator(".sb-state", { has: page.locator("title", { hasText: new RegExp(`^${name}( ·|$)`) }) });

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    functions,
    `const asked = new Set();
export const ship = ({ fails }) => {
  if (!fails || asked.has(fails)) return "shipped";
  asked.add(fails);
  throw new Error(${JSON.stringify(markup)});
};`,
  );
  browser = await launch();
});
afterAll(() => browser?.close());

const open = async (...args: readonly string[]): Promise<void> => {
  service = await startService("--port", "0", "--functions", functions, ...args);
};
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, timezoneId: "UTC" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  problems = [];
  asked = new Set();
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    const target = request.headers()["x-amz-target"]?.replace("AWSStepFunctions.", "") ?? "";
    asked.add(`${request.method()} ${origin === service.endpoint ? "" : origin}${pathname} ${target}`.trim());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  await service.kill();
  expect(problems).toEqual([]);
});

describe("the page of stepbook serve", () => {
  it("tells who has no machine how to make one, and shows it when it is made", async () => {
    await open();
    await page.goto(service.endpoint);
    await page.getByText("There is no state machine yet").waitFor();
    expect(await page.locator(".sbp-recipe pre").first().textContent()).toContain(`--endpoint-url ${service.endpoint}`);
    expect(await faults(page, "body")).toEqual([]);
    await page.screenshot({ path: join(folder, "empty.png") });
    await create("orders", orders);
    await machineRow("orders").waitFor();
    await state("Ship").waitFor();
    await page.getByText("There is no execution yet").waitFor();
    expect(page.url()).toContain("#machine=");
  });

  it("lists machines and executions, and shows one live from its start to its end", async () => {
    await open();
    const arn = await create("orders", orders);
    await create("endless", endless);
    await page.goto(at("machine", arn));
    await machineRow("endless").waitFor();
    await page.getByRole("button", { name: "Start…" }).click();
    await page.getByLabel("Input (JSON)").fill('{"n": 1}');
    await page.getByLabel("Name", { exact: true }).fill("by-hand");
    await page.getByRole("button", { name: "Start execution" }).click();
    await status("Running");
    await page.waitForFunction(() => document.querySelector('.sb-state[data-status="running"]'));
    expect(await state("A moment").getAttribute("data-status")).toBe("running");
    expect(await state("Thank").getAttribute("data-status")).toBe("notStarted");
    await status("Succeeded");
    expect(await state("Thank").getAttribute("data-status")).toBe("succeeded");
    await executionRow("by-hand").getByText("Succeeded").waitFor();
    await page.getByRole("img", { name: "Last executions, newest first: succeeded" }).waitFor();
    await page.getByRole("tab", { name: /^Events/ }).click();
    await page.getByRole("treegrid", { name: "Events" }).getByText("ExecutionSucceeded").waitFor();
    await page.getByRole("tab", { name: "Input & output" }).click();
    await page.locator(".sb-panel").getByText('"n"').first().waitFor();
    await page.getByRole("button", { name: "Start…" }).click();
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("#sbp-input")?.value === '{"n": 1}');
    expect([...asked].sort()).toEqual([
      "GET /",
      "GET /page.css",
      "GET /page.js",
      "POST / DescribeExecution",
      "POST / DescribeStateMachine",
      "POST / DescribeStateMachineForExecution",
      "POST / GetExecutionHistory",
      "POST / ListExecutions",
      "POST / ListStateMachines",
      "POST / StartExecution",
    ]);
  });

  it("names lines that make a first machine, as they stand", async () => {
    const python = process.env.STEPBOOK_TEST_PYTHON ?? "python3";
    const env = {
      ...process.env,
      PATH: `${dirname(python)}:${process.env.PATH}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "1",
    };
    const ways: readonly (readonly [title: string, command: string, ...args: string[]])[] = [
      ["With the AWS CLI", "bash", "-c"],
      ["With boto3", python, "-c"],
      ["With Stepbook", process.execPath, "--input-type=module", "-e"],
    ];
    for (const [title, command, ...args] of ways) {
      await open("--region", "eu-west-1", "--account", "111122223333");
      await page.goto(service.endpoint);
      const lines = await page.getByRole("figure").filter({ hasText: title }).locator("pre").textContent();
      await promisify(execFile)(command, [...args, lines!], { env, cwd: "packages/stepbook" });
      await machineRow("hello").waitFor();
      expect(decodeURIComponent(page.url())).toContain("arn:aws:states:eu-west-1:111122223333:stateMachine:hello");
      await service.kill();
    }
  });

  it("leads from an execution to its Map Runs, their children, and back", async () => {
    await open();
    const machine = await create("parcels", parcels);
    const first = await start(machine, "first", fiveParcels);
    await page.goto(at("execution", first));
    const runs = page.getByRole("list", { name: "Map Runs" });
    await runs.getByRole("link", { name: "EachParcel" }).click();
    await page.getByRole("heading", { name: "Children" }).waitFor();
    const facts = page.locator(".sbp-maprun");
    await facts.getByText("2 at most").waitFor();
    await facts.getByText("1 failure", { exact: true }).waitFor();
    // Live, to its end.
    await facts.getByText("4 of 5 items done, 1 failed").waitFor();
    await facts.getByText("Succeeded").waitFor();
    await runs.getByText("4 of 5 items done, 1 failed").waitFor();
    expect(await page.locator(".sbp-executions .sbp-row").count()).toBe(5);
    expect(await page.getByRole("button", { name: "Start" }).isVisible()).toBe(false);
    await page.getByLabel("Show executions by status").selectOption("FAILED");
    await expect.poll(() => page.locator(".sbp-executions .sbp-row").count()).toBe(1);
    await page.locator(".sbp-executions .sbp-row").click();
    await status("Failed");
    await state("Too heavy").waitFor();
    expect(await page.locator(".sbp-executions .sbp-row[aria-current]").count()).toBe(1);
    // A child is where its address says, too.
    await page.reload();
    await state("Too heavy").waitFor();
    await facts.getByText("4 of 5 items done, 1 failed").waitFor();
    expect(await page.locator(".sbp-executions .sbp-row").count()).toBe(5);
    await page.locator(".sbp-facts").getByRole("link", { name: "EachParcel" }).click();
    await page.getByRole("heading", { name: "first" }).waitFor();
    expect(page.url()).toContain("#mapRun=");
    await facts.getByRole("link", { name: "first" }).click();
    await page.getByRole("heading", { name: "Executions" }).waitFor();
    expect(await executionRow("first").getAttribute("aria-current")).toBe("true");
  });

  it("says what there is not: a Map Run that is gone, a machine, an execution", async () => {
    await open();
    const machine = await create("parcels", parcels);
    const none = machine.replace("stateMachine:parcels", "mapRun:parcels/None:0d5d6d31-6fb8-4d61-9a0d-e5c808df8a6c");
    await page.goto(at("mapRun", none));
    await page.locator(".sbp-problem").getByText(none).waitFor();
    await page.getByText("There is no such Map Run here any more").waitFor();
    await page.goto(at("execution", `${machine.replace("stateMachine", "execution")}:none`));
    await page.locator(".sbp-problem").getByText("Execution Does Not Exist").waitFor();
    await page.goto(at("machine", `${machine}-none`));
    await page.locator(".sbp-problem").getByText("State Machine Does Not Exist").waitFor();
  });

  it("stops an execution, and redrives one that failed", async () => {
    await open();
    const [day, machine] = [await create("endless", endless), await create("orders", orders)];
    await page.goto(at("execution", await start(day, "long")));
    await page.getByRole("button", { name: "Stop the execution" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Stop" }).click();
    await status("Aborted");
    await executionRow("long").getByText("Aborted").waitFor();
    await page.goto(at("execution", await start(machine, "again", '{"fails": "once"}')));
    await status("Failed");
    expect(await page.locator(".sb-content").textContent()).toContain(markup);
    await page.getByRole("button", { name: "Redrive the execution from where it failed" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Redrive" }).click();
    await status("Succeeded");
    await page.locator(".sbp-facts").getByText("redriven once").waitFor();
    expect(await page.title()).toBe("again · Stepbook");
  });

  it("tells beside the form why an execution can't be started", async () => {
    await open();
    const arn = await create("orders", orders);
    await start(arn, "taken", '{"a":1}');
    await page.goto(at("machine", arn));
    await page.getByRole("button", { name: "Start…" }).click();
    const [input, name] = [page.getByLabel("Input (JSON)"), page.getByLabel("Name", { exact: true })];
    const problem = page.getByRole("alert");
    await input.fill('{"a": 1,\n "b" 2}');
    await input.press("Control+Enter");
    await problem.getByText("The input is not JSON: line 2").waitFor();
    await input.fill("{}");
    await name.fill("not a name <b>");
    await name.press("Enter");
    await problem.getByText("Invalid Name").waitFor();
    await name.fill("taken");
    await name.press("Enter");
    await problem.getByText("Execution Already Exists").waitFor();
    expect(await faults(page, "body")).toEqual([]);
    await name.press("Escape");
    await page.getByRole("form", { name: "Start an execution" }).waitFor({ state: "hidden" });
    expect(await executionRow("").count()).toBe(1);
  });

  it("shows the answer of an express execution", async () => {
    await open();
    const arn = await create(
      "quick",
      { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
      { type: "EXPRESS" },
    );
    await page.goto(at("machine", arn));
    await page.getByText("keeps no list of express executions").waitFor();
    await page.getByRole("button", { name: "Start…" }).click();
    await page.getByLabel("Input (JSON)").fill('{"n": 41}');
    await page.getByRole("button", { name: "Start execution" }).click();
    await page.getByLabel("Answer").getByText("Succeeded").waitFor();
    expect(await page.getByLabel("Answer").textContent()).toContain('{"n": 41}');
  });

  it("is where its address says: loaded anew, back and forward", async () => {
    await open();
    const [machine, day] = [await create("orders", orders), await create("endless", endless)];
    const execution = await start(machine, "first");
    await start(day, "second");
    await page.goto(at("execution", execution));
    await page.getByRole("heading", { name: "first" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "first" }).waitFor();
    expect(await machineRow("orders").getAttribute("aria-current")).toBe("true");
    await machineRow("endless").click();
    await state("A day").waitFor();
    await executionRow("second").click();
    await status("Running");
    await page.goBack();
    await page.getByRole("heading", { name: "endless" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "first" }).waitFor();
    await page.goForward();
    await page.goForward();
    await page.getByRole("heading", { name: "second" }).waitFor();
    await page.goto(at("execution", `${execution}-none`));
    await page.locator(".sbp-stage").getByText("Execution Does Not Exist").waitFor();
    await page.goto(`${service.endpoint}/#execution=%E0%A4%A`);
    await machineRow("orders").waitFor();
  });

  it("says that the service is away, and comes back by itself", async () => {
    const data = join(folder, "data");
    await open("--data", data);
    const execution = await start(await create("endless", endless), "kept");
    await page.goto(at("execution", execution));
    await status("Running");
    const { port } = service;
    await service.kill();
    await page.getByText("The service does not answer").waitFor();
    expect(await state("A day").isVisible()).toBe(true);
    service = await startService("--port", port, "--functions", functions, "--data", data);
    await page.getByText("The service does not answer").waitFor({ state: "hidden" });
    await service.ask("StopExecution", { executionArn: execution });
    await status("Aborted");
    await service.kill();
    await page.getByText("The service does not answer").waitFor();
    service = await startService("--port", port, "--functions", functions);
    await page.getByText("There is no state machine yet").waitFor();
  });

  it("asks for the token, once, and takes it from the address, which then shows it no more", async () => {
    await open("--token", "s3cret");
    const arn = await create("orders", orders);
    await page.goto(at("machine", arn));
    const field = page.getByLabel("Token", { exact: true });
    await field.waitFor();
    expect(await faults(page, "body")).toEqual([]);
    await field.fill("other");
    await field.press("Enter");
    await page.getByRole("alert").getByText("That is not its token").waitFor();
    await field.fill("s3cret");
    await field.press("Enter");
    await state("Ship").waitFor();
    await page.reload();
    await state("Ship").waitFor();
    expect(await field.isVisible()).toBe(false);
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${service.endpoint}/#token=s3cret`);
    await other.locator(".sbp-row", { hasText: "orders" }).waitFor();
    expect(other.url()).not.toContain("s3cret");
    const deep = await (await browser.newContext()).newPage();
    await deep.goto(`${at("machine", arn)}&token=s3cret`);
    await deep.getByRole("heading", { name: "orders" }).waitFor();
    expect(deep.url()).toBe(at("machine", arn));
    await deep.goto(`${service.endpoint}/?again#token=s3cret&machine=${encodeURIComponent(arn)}`);
    await deep.getByRole("heading", { name: "orders" }).waitFor();
    expect(deep.url()).not.toContain("s3cret");
    expect(deep.url()).toContain(`#machine=${encodeURIComponent(arn)}`);
    await deep.context().close();
    await other.context().close();
  });

  it("shows names and texts as what they are: text", async () => {
    await open();
    const states = JSON.parse(
      `{"__proto__":{"Type":"Pass","Next":${JSON.stringify(markup)}},${JSON.stringify(markup)}:{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Fail","Error":"<b>E</b>","Cause":${JSON.stringify(markup)}}}`,
    );
    const name = "n".repeat(80);
    const arn = await create(name, { StartAt: "__proto__", Comment: markup, States: states });
    const execution = await start(arn, "x".repeat(80), `{"__proto__": ${JSON.stringify(markup)}, "constructor": 1}`);
    await page.goto(at("execution", execution));
    await status("Failed");
    for (const tab of await page.locator(".sb-panel-tabs").getByRole("tab").all()) await tab.click();
    expect(await page.locator("img, b").count()).toBe(0);
    expect(await page.title()).toBe(`${"x".repeat(80)} · Stepbook`);
    for (const width of [720, 980, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it("lists thousands of executions, more of them when asked, and those of one status", async () => {
    await open();
    for (let i = 0; i < 30; i += 1) await create(`other-${i}`, endless);
    const arn = await create("many", { StartAt: "A", States: { A: { Type: "Pass", End: true } } });
    for (let batch = 0; batch < 10; batch += 1)
      await Promise.all(Array.from({ length: 100 }, (_, i) => start(arn, `e${batch}-${i}`)));
    await page.goto(at("machine", arn));
    await executionRow("e9-").first().waitFor();
    expect(await executionRow("").count()).toBe(100);
    const [row, list] = [await machineRow("many").boundingBox(), await page.locator(".sbp-machines").boundingBox()];
    expect(row!.y + row!.height).toBeLessThan(list!.y + list!.height + 1);
    await page.getByLabel("Find a machine").fill("OTHER-2");
    await page.waitForFunction(() => document.querySelectorAll(".sbp-machines .sbp-row").length === 11);
    for (const count of [200, 400, 800, 1000]) {
      await page.getByRole("button", { name: "More" }).click();
      await page.waitForFunction(
        (wanted) => document.querySelectorAll(".sbp-executions .sbp-row").length === wanted,
        count,
      );
    }
    await page.getByRole("button", { name: "More" }).waitFor({ state: "hidden" });
    await page.getByLabel("Show executions by status").selectOption("FAILED");
    await page.getByText("No execution is failed").waitFor();
    await page.getByLabel("Show executions by status").selectOption("SUCCEEDED");
    await executionRow("e9-").first().waitFor();
  });

  it("is gone through by the keyboard", async () => {
    await open();
    const machine = await create("orders", orders);
    await create("endless", endless);
    await start(machine, "one");
    await page.goto(at("machine", machine));
    await executionRow("one").waitFor();
    await machineRow("").first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.closest(".sbp-machines") !== null)).toBe(true);
    await machineRow("orders").focus();
    await page.keyboard.press("Enter");
    await executionRow("one").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "one" }).waitFor();
    await status("Running");
    await page.getByRole("button", { name: "To the graph" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".sbp-stage") !== null)).toBe(true);
  });

  it.each(["light", "dark"] as const)(
    "has nothing that axe-core finds, and its pictures, in %s",
    async (colorScheme) => {
      await open();
      const machine = await create("orders", orders);
      await create("endless", endless);
      const failed = await start(machine, "broken", `{"fails": "in ${colorScheme}"}`);
      await page.emulateMedia({ colorScheme });
      await page.goto(at("execution", failed));
      await status("Failed");
      await executionRow("broken").getByText("Failed").waitFor();
      expect(await faults(page, "body"), "failed").toEqual([]);
      const running = await start(machine, "lively");
      await page.goto(at("execution", running));
      await status("Running");
      for (const width of [720, 980, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: join(folder, `${colorScheme}-${width}.png`) });
        expect(await faults(page, "body"), String(width)).toEqual([]);
      }
      await page.goto(at("execution", await start(await create("parcels", parcels), "five", fiveParcels)));
      await page.getByRole("list", { name: "Map Runs" }).getByRole("link").click();
      await page.locator(".sbp-maprun").getByText("4 of 5").waitFor();
      for (const width of [720, 980, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: join(folder, `map-run-${colorScheme}-${width}.png`) });
        expect(await faults(page, "body"), `Map Run, ${width}`).toEqual([]);
      }
      await page.goto(at("execution", running));
      await executionRow("lively").getByText("Succeeded").waitFor();
      expect(await faults(page, "body"), "succeeded").toEqual([]);
    },
  );
});
