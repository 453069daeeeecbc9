import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import type { Server } from "./server";
import { begin, create, describeOf, ended, setting, sleep } from "./setting";

// What can be known only when some time has passed: both at once.

const { folder, serve } = setting("patience");

/** Runs a program among process numbers of its own, as a container does. */
const container = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
const [program = "", ...args] = container;
const { status, stderr } = spawnSync(program, [...args, "true"], { encoding: "utf8" });
const missing = status === 0 ? "" : ` (skipped: needs root for unshare: ${stderr?.trim()})`;

it.skipIf(missing !== "").concurrent(
  `a server goes on with what one in a container ran some 20 s after that one was killed, and not before${missing}`,
  async () => {
    const data = folder();
    const inside = await serve(data, { within: container, isLasting: true });
    await create(inside, "wait");
    const long = await begin(inside, "wait", "long", { seconds: 22 });
    const longer = await begin(inside, "wait", "longer", { seconds: 60 });
    const outside = await serve(data, { isLasting: true });
    const another = await serve(data, { within: container, isLasting: true });
    // A process of the same number is there, and none that began at that time: nobody may conclude anything from that.
    await sleep(21_000);
    for (const server of [outside, another])
      expect(await describeOf(server, longer)).toMatchObject({ status: "RUNNING", runBy: "process 1" });
    expect(await ended(outside, long)).toMatchObject({ status: "SUCCEEDED" });
    await inside.kill();
    expect(await describeOf(outside, longer)).toHaveProperty("runBy");
    const runsIt = async (server: Server): Promise<boolean> => !("runBy" in (await describeOf(server, longer)));
    await expect
      .poll(async () => (await runsIt(outside)) || (await runsIt(another)), { timeout: 40_000, interval: 500 })
      .toBe(true);
    expect(await describeOf(outside, longer)).toMatchObject({ status: "RUNNING" });
  },
  120_000,
);

it.concurrent("a request of which half has come is answered with 408 after 30 s, and a connection that says nothing is closed", async () => {
  const server = await serve(folder(), { isLasting: true });
  const { port, hostname } = new URL(server.endpoint);
  const halves = [
    "",
    "POST / HT",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Tar",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AWSStepFunctions.ListActivities\r\nContent-Length: 9\r\n\r\n{",
  ];
  const from = performance.now();
  const ends = halves.map(async (half) => {
    const socket = connect(Number(port), hostname).setEncoding("utf8");
    socket.write(half);
    let heard = "";
    socket.on("data", (part: string) => {
      heard += part;
    });
    await once(socket, "close");
    return { heard: heard.split("\r\n")[0], seconds: (performance.now() - from) / 1000 };
  });
  for (const { heard, seconds } of await Promise.all(ends)) {
    expect(heard).toBe("HTTP/1.1 408 Request Timeout");
    expect(seconds).toBeGreaterThan(29);
    expect(seconds).toBeLessThan(45);
  }
}, 120_000);
