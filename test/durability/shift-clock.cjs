// Preloaded into a server: its clock is as many milliseconds off as the file says.
const { readFileSync } = require("node:fs");

const now = Date.now;
const shift = () => Number(readFileSync(process.env.STEPBOOK_TEST_SHIFT, "utf8"));
const Exact = Date;
globalThis.Date = class extends Exact {
  constructor(...given) {
    super(...(given.length === 0 ? [now() + shift()] : given));
  }
  static now() {
    return now() + shift();
  }
};
