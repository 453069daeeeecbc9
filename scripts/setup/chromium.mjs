import { installPackages, mayInstallPackages } from "./debian.mjs";
import { isExecutable, onPath } from "./path.mjs";
import { Problem } from "./problem.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds the browser for tests: CHROME_PATH, the system's, or Debian's package, which root may install.
 *
 * @param {ReturnType<import("./report.mjs").createReport>} report
 * @returns {Promise<string>} its executable
 */
export async function findChromium(report) {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Problem(`CHROME_PATH names ${named}, which can't be executed.`, "Give the path of Chrome or Chromium.");
  }
  const found = installed();
  if (found) return found;
  if (mayInstallPackages()) {
    await report.step("Chromium from Debian's packages", () => installPackages("chromium", "fonts-liberation"));
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Problem(
    "The browser tests need Chromium or Chrome, and none was found.",
    "Install one (Debian: sudo apt install chromium; macOS: brew install --cask chromium), or set CHROME_PATH.",
  );
}

const installed = () => NAMES.map(onPath).find(Boolean) ?? MAC.find(isExecutable);
