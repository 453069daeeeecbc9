// How late a timer of 50 ms is while the engine is at work, for ten seconds, on one run after the other.
import { compile, start } from "@stepbook/engine";
import { host, options } from "./host.mjs";
import { assignment } from "./report.mjs";

const { definition, input } = assignment();
const program = compile(definition);
const late = [];
let due = performance.now() + 50;
const timer = setInterval(() => {
  const now = performance.now();
  late.push(Math.max(0, now - due));
  due = now + 50;
}, 50);
const begin = performance.now();
while (performance.now() - begin < 10_000) {
  await new Promise((onEnd) =>
    start(program, host, { ...options, input: JSON.stringify(input), onEvent: () => undefined, onEnd }),
  );
}
clearInterval(timer);
late.sort((one, other) => one - other);
const p99 = late[Math.min(late.length - 1, Math.floor(late.length * 0.99))] ?? 0;
console.log(JSON.stringify({ ticks: late.length, p99, worst: late.at(-1) ?? 0 }));
