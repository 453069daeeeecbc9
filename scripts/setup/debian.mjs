import { join } from "node:path";
import { onPath } from "./path.mjs";
import { logs, root } from "./places.mjs";
import { run } from "./run.mjs";

/** Whether packages of Debian can be installed here: root may. */
export const mayInstallPackages = () => process.getuid?.() === 0 && onPath("apt-get") !== undefined;

/** @param {...string} names of Debian's packages */
export async function installPackages(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    run("apt-get", ["-q", ...args], {
      cwd: root,
      env,
      log: join(logs, `apt-${args[0]}.log`),
      what: `apt-get ${args[0]}`,
    });
  await apt("update");
  await apt("install", "--yes", "--no-install-recommends", ...names);
}
