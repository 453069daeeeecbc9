import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The executable of a name, by PATH. @param {string} name @returns {string | undefined} */
export function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
