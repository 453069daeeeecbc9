import type { Host } from "./host";

const length = 12;

const sealOf = (name: string, hash: Host["hash"]): string => hash("SHA-256", `task ${name}`).slice(0, length);

/** What whoever ends a task names it by: it can be told from any other text. */
export const newTaskToken = (host: Pick<Host, "uuid" | "hash">): string => {
  const name = host.uuid();
  return `${name}-${sealOf(name, host.hash)}`;
};

/**
 * Whether a text is the token of some task, maybe of one that has ended.
 *
 * @param hash Gives the digest of a text in hexadecimal.
 */
export const isTaskToken = (text: string, hash: Host["hash"]): boolean => {
  const name = text.slice(0, -length - 1);
  return name !== "" && text === `${name}-${sealOf(name, hash)}`;
};
