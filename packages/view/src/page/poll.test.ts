// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPoll, type Poll } from "./poll";

let poll: Poll;
let looks: number;
let visible: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  visible = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visible);
});
afterEach(() => {
  poll.dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const begin = (look: () => Promise<void> = async () => {}, pause: () => number | undefined = () => 100): void => {
  poll = createPoll({
    look: () => {
      looks += 1;
      return look();
    },
    pause,
  });
};
const after = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

it("looks at once, and then after each pause", async () => {
  begin();
  expect(looks).toBe(1);
  await after(1000);
  expect(looks).toBe(11);
});

it("never looks while it looks; who asks meanwhile is answered by one more look", async () => {
  let end = (): void => {};
  begin(
    () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  );
  for (let i = 0; i < 5; i += 1) poll.poke();
  await after(1000);
  expect(looks).toBe(1);
  end();
  await after(1);
  expect(looks).toBe(2);
  await after(1000);
  expect(looks).toBe(2);
});

it("looks more and more rarely at what fails, at last every ten seconds, and as before once it succeeds", async () => {
  let failing = true;
  begin(async () => {
    if (failing) throw new Error("away");
  });
  await after(3000);
  expect(looks).toBe(5);
  await after(60_000);
  const before = looks;
  await after(10_000);
  expect(looks).toBe(before + 1);
  failing = false;
  poll.poke();
  await after(1000);
  expect(looks).toBe(before + 12);
});

it("looks rarely while nobody sees it, and at once when it is seen", async () => {
  begin();
  await after(0);
  visible = "hidden";
  await after(100);
  expect(looks).toBe(2);
  await after(900);
  expect(looks).toBe(2);
  visible = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  expect(looks).toBe(3);
  await after(100);
  expect(looks).toBe(4);
});

it("ends, and waits to be asked where there is no pause", async () => {
  begin(undefined, () => undefined);
  await after(60_000);
  expect(looks).toBe(1);
  poll.poke();
  expect(looks).toBe(2);
  poll.dispose();
  poll.poke();
  await after(60_000);
  expect(looks).toBe(2);
});
