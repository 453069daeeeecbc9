import { createHash } from "node:crypto";
import { type Backend, doing } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { log } from "../logger";
import { hashOf, pack } from "./pack";
import type { LocalSource } from "./sources";

/** What was uploaded where, by its hash. */
const uploaded = new WeakMap<object, Map<string, string>>();

/** Packs the scripts of a workflow and uploads them to where its jobs look for them, if they are not there already. */
export async function uploadSources(backend: Backend, sources: readonly LocalSource[]): Promise<void> {
  for (const { uri, from } of sources) {
    const there = uploaded.get(backend.api) ?? new Map<string, string>();
    uploaded.set(backend.api, there);
    if (from.hash !== undefined && there.has(uri)) continue;
    if (from.hash !== undefined && from.hash !== hashOf(from.entryPoint, from.sourceDir))
      throw new StepbookError(
        `The source of ${quote(from.entryPoint)} has changed since the step that uses it was made: make the step again (in a notebook: run its cell again).`,
      );
    const bytes = pack(from.entryPoint, from.sourceDir);
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (there.get(uri) === hash) continue;
    const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    const put = backend.traits.putObject(bucket, key, bytes);
    await doing(`Could not upload the source of ${quote(from.entryPoint)} to ${uri}`, put);
    there.set(uri, hash);
    log("info", `uploaded ${uri} (${bytes.length} bytes)`);
  }
}
