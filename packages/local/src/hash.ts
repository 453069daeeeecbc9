import { createHash } from "node:crypto";
import type { Host } from "@stepbook/engine";

/** The digest of a text in hexadecimal, by AWS's name of the algorithm. */
export const hash: Host["hash"] = (algorithm, text) =>
  createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex");
