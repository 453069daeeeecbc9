import { appendFileSync } from "node:fs";

/** Gives a token to whoever reads the file. */
export const hand = ({ name, token }) => {
  appendFileSync(process.env.STEPBOOK_TEST_HANDED, `${name} ${token}\n`);
};

/** Writes down that it was called, and then takes its time. */
export const work = async ({ name, milliseconds = 0 }, { retryCount }) => {
  appendFileSync(process.env.STEPBOOK_TEST_EFFECTS, `${name} ${retryCount}\n`);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return name;
};
