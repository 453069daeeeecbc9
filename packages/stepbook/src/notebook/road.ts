import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Any } from "../placeholders/any";

/** Answers a question of the page: JSON in, JSON out. What it rejects with is told to the page. */
export type AnswerPage = (question: Any) => Promise<unknown>;

/** The comm target by which the page asks. */
const target = "stepbook";
const answersKey = Symbol.for("stepbook.answers");
const wrappedKey = Symbol.for("stepbook.wrapped");
const delimiter = "<IDS|MSG>";
/** The longest question that is read, in bytes. */
const longestQuestion = 10_000;

type Frames = readonly Buffer[];

/** What is used of tslab's own server, which is not its public face. */
interface Server {
  readonly connInfo: { readonly key: string };
  readonly iopub: { send(frames: readonly (string | Buffer)[]): unknown };
}

type Handle = (
  this: Server,
  socket: { send(frames: readonly (string | Buffer)[]): unknown },
  ...frames: Buffer[]
) => unknown;

/**
 * Answers questions that the page asks by their name, also while a cell is awaited. tslab knows no comms: the function of
 * its server that takes messages is wrapped, once a kernel. Where tslab is another than expected, nothing is done, and the
 * page is told that the kernel can't be asked.
 */
export function answerPage(name: string, answer: AnswerPage): void {
  const shared = globalThis as Any;
  shared[answersKey] ??= new Map<string, AnswerPage>();
  const answers: Map<string, AnswerPage> = shared[answersKey];
  answers.set(name, answer);
  const prototype = serverPrototype();
  if (!prototype || prototype[wrappedKey] || typeof prototype.handleShellMessage !== "function") return;
  const handle = prototype.handleShellMessage as Handle;
  prototype.handleShellMessage = wrapped(handle, answers);
  prototype[wrappedKey] = true;
}

function serverPrototype(): Any {
  const cache = (globalThis as Any).__tslab__?.require?.cache ?? {};
  const key = Object.keys(cache).find((path) => /tslab[\\/]dist[\\/]jupyter\.js$/.test(path));
  return key === undefined ? undefined : cache[key]?.exports?.ZmqServer?.prototype;
}

const wrapped = (handle: Handle, answers: ReadonlyMap<string, AnswerPage>): Handle =>
  function (this: Server, socket, ...frames) {
    const message = read(frames, this.connInfo?.key);
    if (!message) return handle.call(this, socket, ...frames);
    const { type, identities, header, content } = message;
    const reply = (msgType: string, told: object, to: { send(frames: readonly (string | Buffer)[]): unknown }) =>
      to.send(signed(this.connInfo.key, identities, msgType, header, told));
    if (type === "comm_info_request") {
      reply("status", { execution_state: "busy" }, this.iopub);
      reply("comm_info_reply", { status: "ok", comms: { [target]: { target_name: target } } }, socket);
      reply("status", { execution_state: "idle" }, this.iopub);
      return undefined;
    }
    const { comm_id, data } = content;
    return answered(answers, data).then((answer) => {
      reply("comm_msg", { comm_id, data: answer }, this.iopub);
      reply("comm_close", { comm_id, data: {} }, this.iopub);
    });
  };

async function answered(answers: ReadonlyMap<string, AnswerPage>, question: Any): Promise<object> {
  try {
    const answer = typeof question?.ask === "string" ? answers.get(question.ask) : undefined;
    if (!answer) return { error: "The kernel has no answer to this." };
    if (JSON.stringify(question).length > longestQuestion) return { error: "The question is too long." };
    return { answer: await answer(question) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

interface Message {
  readonly type: string;
  readonly identities: Frames;
  readonly header: Any;
  readonly content: Any;
}

/** A message of our comms; undefined where it is another, which tslab is to see. */
function read(frames: Frames, key: string): Message | undefined {
  const at = frames.findIndex((frame) => frame.equals(Buffer.from(delimiter)));
  const [signature, ...parts] = frames.slice(at + 1);
  if (at < 0 || signature === undefined || parts.length < 4) return undefined;
  try {
    const header = JSON.parse(String(parts[0]));
    const type: string = header.msg_type;
    if (type !== "comm_open" && type !== "comm_info_request") return undefined;
    const content = JSON.parse(String(parts[3]));
    if (content.target_name !== target || !isSigned(signature, key, parts)) return undefined;
    return { type, identities: frames.slice(0, at), header, content };
  } catch {
    return undefined;
  }
}

function isSigned(signature: Buffer, key: string, parts: Frames): boolean {
  const right = Buffer.from(hmac(key, parts));
  return signature.length === right.length && timingSafeEqual(signature, right);
}

function hmac(key: string, parts: readonly (string | Buffer)[]): string {
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function signed(key: string, identities: Frames, type: string, parent: Any, content: object): (string | Buffer)[] {
  const header = {
    version: "5.3",
    date: new Date().toISOString(),
    session: parent.session,
    username: parent.username,
    msg_type: type,
    msg_id: randomUUID(),
  };
  const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
  return [...identities, delimiter, hmac(key, parts), ...parts];
}
