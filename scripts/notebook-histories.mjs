import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { at } from "./setup/places.mjs";
import { Problem } from "./setup/problem.mjs";

/** `stepbook serve` as a process, with the functions of the notebooks, which keeps what it runs in a folder. */
export async function startService(folder, data) {
  const functions = join(folder, "functions.mjs");
  writeFileSync(functions, 'export default { "to-base64": ({ input }) => btoa(input) };\n');
  const args = ["serve", "--port", "0", "--functions", functions, "--data", data];
  const child = spawn(process.execPath, [at("packages/stepbook/bin/stepbook.js"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    endpoint: /http:\/\/\S+/.exec(line)[0],
    async stop() {
      if (child.exitCode !== null || !child.kill()) return;
      await once(child, "exit");
    },
  };
}

/** What is by chance, or by the hour: ids, times, and how long a request's answer is where it holds such. */
const chance = [
  [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, "ID"],
  [/Root=1-[\da-f]{8}-[\da-f]{24}/g, "Root=TRACE"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "TIME"],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, "TIME"],
];

const withoutChance = (event) => {
  const { timestamp, ...told } = event;
  return chance.reduce((text, [pattern, name]) => text.replace(pattern, name), JSON.stringify(told));
};

/** The histories of all executions of some machines that a data folder keeps, oldest first, without what is by chance. */
async function historiesIn(data, machines) {
  const { closeData, createLocalStepFunctions } = await import("../packages/local/lib/index.js");
  const api = createLocalStepFunctions({ data });
  try {
    const { stateMachines } = await api.listStateMachines({});
    const histories = {};
    for (const name of machines) {
      const machine = stateMachines.find((each) => each.name === name);
      if (!machine) throw new Problem(`The notebook has made no machine ${name} in ${data}.`);
      const { executions } = await api.listExecutions({ stateMachineArn: machine.stateMachineArn });
      histories[name] = [];
      for (const { executionArn } of executions.reverse()) {
        const { events } = await api.getExecutionHistory({ executionArn, maxResults: 1000 });
        histories[name].push(events.map(withoutChance));
      }
    }
    return histories;
  } finally {
    closeData(data);
  }
}

/** Compares what the same notebook has run in its own process and over HTTP. Gives how many events are the same. */
export async function compareHistories(inProcess, overHttp, machines) {
  const [one, other] = [await historiesIn(inProcess, machines), await historiesIn(overHttp, machines)];
  for (const name of machines) {
    const counts = [one, other].map((each) => each[name].length);
    if (counts[0] !== counts[1] || counts[0] === 0)
      throw new Problem(`${name} ran ${counts[0]} times in process, and ${counts[1]} times over HTTP.`);
    for (const [index, events] of one[name].entries()) {
      const place = events.findIndex((event, at) => !isDeepStrictEqual(event, other[name][index][at]));
      if (place >= 0 || events.length !== other[name][index].length)
        throw new Problem(
          `The histories of the execution ${index + 1} of ${name} differ at event ${place + 1}.`,
          `In process: ${events[place]}\nOver HTTP: ${other[name][index][place]}`,
        );
    }
  }
  return Object.values(one).flat(2).length;
}
