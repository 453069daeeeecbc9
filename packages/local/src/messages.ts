import type { Json } from "@stepbook/asl";

/** What a workflow has sent to a queue, a topic or an event bus. */
export interface Message {
  readonly service: "sqs" | "sns" | "events";
  /** The URL of the queue, the ARN or phone number of the topic, the name of the event bus. */
  readonly target: string;
  readonly messageId: string;
  /** The text that was sent. Of an event: the whole event as EventBridge delivers it, as JSON. */
  readonly body: string;
  readonly attributes: Json;
}

/** Is told of every message, after it was accepted. It may be slow: nobody waits for it. */
export type OnMessage = (message: Message) => unknown;

/** A message as a queue keeps it, until it is deleted. */
interface QueuedMessage extends Message {
  /** Stands for one receiving of it. */
  receiptHandle: string | undefined;
  /** Hidden until then, in milliseconds since 1970. */
  visibleFrom: number;
}

/** The queues of SQS, by their URLs, and all that hear of messages. A queue is there from its first message on. */
export class Messages {
  readonly #queues = new Map<string, Map<string, QueuedMessage>>();

  constructor(private readonly onMessage: OnMessage = () => undefined) {}

  /** Takes a message: it is kept where it is for a queue, and whoever listens is told. */
  send(message: Message, now: number, delaySeconds = 0): void {
    if (message.service === "sqs") {
      const queued = { ...message, receiptHandle: undefined, visibleFrom: now + 1000 * delaySeconds };
      this.#queue(message.target).set(message.messageId, queued);
    }
    Promise.resolve(message)
      .then(this.onMessage)
      .catch((error: unknown) => {
        process.emitWarning(`onMessage failed at ${message.service} ${message.target}: ${error}`, "StepbookWarning");
      });
  }

  /** Up to so many messages that are to be seen, oldest first. Each is hidden for a while. */
  receive(url: string, most: number, now: number, hideSeconds: number, uuid: () => string): readonly QueuedMessage[] {
    const seen = [...this.#queue(url).values()].filter(({ visibleFrom }) => visibleFrom <= now).slice(0, most);
    for (const message of seen) {
      message.receiptHandle = uuid();
      message.visibleFrom = now + 1000 * hideSeconds;
    }
    return seen;
  }

  /** Deletes the message that was received under a handle. */
  delete(url: string, receiptHandle: string): void {
    const queue = this.#queue(url);
    for (const [id, message] of queue) if (message.receiptHandle === receiptHandle) queue.delete(id);
  }

  #queue(url: string): Map<string, QueuedMessage> {
    const queue = this.#queues.get(url) ?? new Map<string, QueuedMessage>();
    this.#queues.set(url, queue);
    return queue;
  }
}
