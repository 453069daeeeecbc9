import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** After so many milliseconds, a renderer is no longer waited for. */
export const CUT_OFF = 30_000;

/** A browser in which each measurement has a fresh page; one that hangs is ended with its browser. */
export const openBrowser = async (executablePath, bundles) => {
  const launch = () =>
    chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
  let browser = await launch();
  return {
    /** What a function of the page gives, or undefined where it takes too long. */
    measure: async (renderer, act, argument, limit = CUT_OFF) => {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await page.goto(pathToFileURL(bundles[renderer].page).href);
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, limit, undefined);
      });
      const client = await page.context().newCDPSession(page);
      const done = act(page, argument, client);
      let result;
      try {
        result = await Promise.race([done, late]);
      } finally {
        clearTimeout(timer);
        done.catch(() => {});
        if (result === undefined) {
          await browser.close();
          browser = await launch();
        } else await page.close();
      }
      return result;
    },
    close: () => browser.close(),
  };
};
