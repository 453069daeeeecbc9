import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { execute } from "../src/cli";

/** A folder for the files of a test, and the command line. */
export const commandLine = () => {
  const folder = mkdtempSync(join(tmpdir(), "stepbook-cli-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    file: (name: string, content: unknown) => {
      writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
      return path(name);
    },
    stepbook,
  };
};

/** Runs a command line; `interrupt` is pressed once a line that matches is told. */
const stepbook = async (args: string[], interruptAt?: RegExp) => {
  let [out, err] = ["", ""];
  let interrupted = (): void => undefined;
  const code = await execute(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      if (interruptAt?.test(text)) interrupted();
    },
    onInterrupt: (listener) => {
      interrupted = listener;
      return () => {
        interrupted = () => undefined;
      };
    },
    importModule: (url) => import(/* @vite-ignore */ url),
  });
  return { code, out, err };
};
