import { execFileSync } from "node:child_process";
import { Problem } from "./problem.mjs";

const NODE = [20, 19];
const PYTHON = [3, 10];

/** @param {readonly number[]} version @param {readonly number[]} least */
function isAtLeast(version, [major, minor]) {
  return version[0] > major || (version[0] === major && version[1] >= minor);
}

/**
 * @param {string} version such as "v20.20.2"
 * @throws {Problem} where it is too old
 */
export function checkNode(version = process.version) {
  if (!isAtLeast(version.slice(1).split(".").map(Number), NODE)) {
    throw new Problem(
      `Stepbook needs Node ${NODE.join(".")} or newer; this is Node ${version.slice(1)} (${process.execPath}).`,
      "Get it from https://nodejs.org, or: nvm install 22",
    );
  }
}

/** How to get what is missing, by platform. */
const GET_PYTHON = {
  darwin: "brew install python",
  linux: "sudo apt install python3 python3-venv (Debian, Ubuntu), or your distribution's python3",
};

/**
 * Finds a Python that can make virtual environments.
 *
 * @param {readonly string[]} candidates commands to try, in order
 * @returns {{ command: string, version: string }}
 * @throws {Problem} where there is none
 */
export function findPython(candidates = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"]) {
  const refused = [];
  for (const command of candidates) {
    const found = askPython(command);
    if (!found) continue;
    if (!isAtLeast(found.version.split(".").map(Number), PYTHON)) refused.push(`${command} is ${found.version}`);
    else if (!found.venv) refused.push(`${command} (${found.version}) lacks the venv module`);
    else return { command, version: found.version };
  }
  const why = refused.length > 0 ? `: ${refused.join("; ")}` : ", and none was found on the PATH";
  throw new Problem(
    `Stepbook needs Python ${PYTHON.join(".")} or newer with its venv module${why}.`,
    GET_PYTHON[process.platform] ?? "https://www.python.org/downloads/",
  );
}

function askPython(command) {
  const question = `
import sys
try:
    import venv, ensurepip
    able = 1
except ImportError:
    able = 0
print(".".join(map(str, sys.version_info[:3])), able)`;
  try {
    const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 };
    const [version, able] = execFileSync(command, ["-c", question], options).trim().split(" ");
    return { version, venv: able === "1" };
  } catch {
    // Absent, or no Python at all (macOS and Windows have stand-ins that only advertise one).
    return undefined;
  }
}
