import { mkdtemp, readFile, realpath, rm, stat } from "node:fs/promises";
import { request as send } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeFolders, unpackFrom } from "../archive";
import { type Stream, startChild } from "../child";
import { JobFailure } from "../failure";
import { layOut } from "../program";
import { pythonFor } from "../python";
import type { Shared } from "../shared";
import { containersOf, type Model } from "./models";
import type { ContainerDefinition } from "./shapes";

/** What is asked of a model. */
export interface Question {
  readonly body: Buffer;
  readonly contentType: string;
  readonly accept: string;
}

/** What a model answers. A status from 400 on is a failure, with its message as the body. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly contentType: string;
}

/** A model that has been loaded, and answers. */
export interface ModelServer {
  ask(question: Question): Promise<Answer>;
  /** Ends its processes, and removes its folders. */
  stop(): Promise<void>;
  /** The same, once what it was asked is answered: SageMaker gives an answer 60 seconds. */
  retire(): Promise<void>;
  /** Fulfils, with the last lines that it printed, when one of its processes has ended by itself. */
  readonly broken: Promise<string>;
}

type ContainerServer = Omit<ModelServer, "retire">;

interface Serving {
  /** Is told of each line that it prints. */
  readonly print: (line: string, stream: Stream) => void;
  /** Variables beside those of its containers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether this process may end while it serves. */
  readonly background: boolean;
  readonly signal?: AbortSignal;
}

const program = join(__dirname, "..", "..", "..", "data", "serve.py");

/** How long a container may take until it answers: SageMaker allows so much, too. */
const patienceSeconds = 480;
const lookMilliseconds = 30;
const answerMilliseconds = 60_000;
const graceMilliseconds = 2000;
const tailLines = 20;

/** What the server does where a script says nothing, by a part of the name of the image's repository. */
const frameworks: readonly (readonly [part: RegExp, framework: string])[] = [
  [/xgboost/, "xgboost"],
  [/pytorch/, "pytorch"],
  [/scikit-learn/, "sklearn"],
];

/** Starts all containers of a model. Rejects with a JobFailure where one of them can't serve. */
export const startModel = async (model: Model, shared: Shared, serving: Serving): Promise<ModelServer> => {
  const servers: ContainerServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (const container of containersOf(model)) servers.push(await startContainer(container, shared, serving));
  } catch (error) {
    await stop();
    throw error;
  }
  const asked = new Set<Promise<unknown>>();
  return {
    ask(question) {
      const answer = askInTurn(servers, question).finally(() => asked.delete(answer));
      asked.add(answer);
      return answer;
    },
    stop,
    async retire() {
      const patience = new AbortController();
      const late = pause(answerMilliseconds, undefined, { ref: false, signal: patience.signal }).catch(() => {});
      await Promise.race([Promise.allSettled(asked), late]);
      patience.abort();
      await stop();
    },
    broken: Promise.race(servers.map(({ broken }) => broken)),
  };
};

/** The answer of each is what the next is asked. */
const askInTurn = async (servers: readonly ContainerServer[], question: Question): Promise<Answer> => {
  let answer: Answer = { status: 200, ...question };
  for (const server of servers) {
    const { body, contentType } = answer;
    answer = await server.ask({ ...question, body, contentType });
    if (answer.status >= 400) break;
  }
  return answer;
};

const startContainer = async (
  container: ContainerDefinition,
  shared: Shared,
  serving: Serving,
): Promise<ContainerServer> => {
  const root = await realpath(await mkdtemp(join(tmpdir(), "stepbook-ml-")));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true, maxRetries: 3 });
  try {
    return await startIn(root, container, shared, serving, remove);
  } catch (error) {
    await remove();
    throw error;
  }
};

const startIn = async (
  root: string,
  { Image = "", ModelDataUrl, Environment = {} }: ContainerDefinition,
  { s3, python, region }: Shared,
  { print, environment, background, signal }: Serving,
  remove: () => Promise<void>,
): Promise<ContainerServer> => {
  await makeFolders(root, "model", "code");
  if (ModelDataUrl !== undefined) await unpackFrom(s3, ModelDataUrl, join(root, "model"));
  const script = await scriptIn(root, Environment, s3);
  const repository = Image.slice(Image.lastIndexOf("/") + 1);
  const [, framework = ""] = frameworks.find(([part]) => part.test(repository)) ?? [];
  if (script === undefined && framework === "")
    throw new JobFailure(
      "ClientError",
      `No container runs here, so the image ${Image} can't serve: give its model a script (SAGEMAKER_PROGRAM and SAGEMAKER_SUBMIT_DIRECTORY, or code/inference.py in its archive). Without one, models of XGBoost, PyTorch and scikit-learn are served`,
    );
  const ready = join(root, "ready");
  const env = {
    ...(process.env as Record<string, string>),
    AWS_REGION: region,
    PYTHONUNBUFFERED: "1",
    SM_MODEL_DIR: join(root, "model"),
    ...Environment,
    ...environment,
    STEPBOOK_FRAMEWORK: framework,
    STEPBOOK_SCRIPT: script ?? "",
    STEPBOOK_READY: ready,
  };
  const file = await pythonFor(python, Image);
  const tail: string[] = [];
  const tell = (line: string, stream: Stream): void => {
    print(line, stream);
    if (tail.push(line) > tailLines) tail.shift();
  };
  const child = startChild({ file, args: [program], cwd: join(root, "code"), env, root, background }, tell);
  let ended: number | undefined;
  let stopped = false;
  const end = child.exitCode.then((code) => {
    ended = code;
  });
  const stop = async (): Promise<void> => {
    stopped = true;
    child.stop(graceMilliseconds);
    await end;
    await remove();
  };
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const port = Number(await readFile(ready, "utf8").catch(() => "0"));
    if (port > 0) {
      const broken = new Promise<string>((tellBroken) => {
        void end.then(() => stopped || tellBroken(tail.join("\n")));
      });
      return { ask: (question) => ask(port, question), stop, broken };
    }
    if (ended !== undefined) {
      const told = tail.join("\n").slice(-700);
      throw new JobFailure("AlgorithmError", `The model can't be served: ${told}, exit code: ${ended}`);
    }
    if (signal?.aborted || Date.now() > deadline) {
      await stop();
      signal?.throwIfAborted();
      throw new JobFailure("AlgorithmError", `The model was not loaded within ${patienceSeconds} seconds`);
    }
    await pause(lookMilliseconds, undefined, { ref: !background });
  }
};

/** The script that serves: the one that the environment names, or code/inference.py of the model's archive. */
const scriptIn = async (
  root: string,
  { SAGEMAKER_PROGRAM: named, SAGEMAKER_SUBMIT_DIRECTORY: source = "" }: Readonly<Record<string, string>>,
  s3: Shared["s3"],
): Promise<string | undefined> => {
  const inArchive = join(root, "model", "code");
  if (/^(s3|file):\/\//.test(source) && named) {
    await layOut(s3, { program: named, source }, join(root, "code"));
    if (!named.endsWith(".py"))
      throw new JobFailure("ClientError", `${named} can't serve a model: a script that serves is a Python program`);
    return join(root, "code", named);
  }
  const file = join(inArchive, named && !named.includes("..") ? named : "inference.py");
  return (await stat(file).catch(() => undefined))?.isFile() ? file : undefined;
};

const ask = (port: number, { body, contentType, accept }: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": contentType,
      "Content-Length": body.length,
      ...(accept === "" ? {} : { Accept: accept }),
    };
    // No connection is kept: it would keep this process alive.
    const request = send({ host: "127.0.0.1", port, path: "/invocations", method: "POST", headers, agent: false });
    request.on("error", reject);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 500,
          body: Buffer.concat(parts),
          contentType: response.headers["content-type"] ?? "application/octet-stream",
        }),
      );
    });
    request.end(body);
  });
