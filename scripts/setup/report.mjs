/**
 * Progress lines with times: one when a step begins, one when it ends.
 *
 * @param {(line: string) => void} write where a line goes
 */
export function createReport(write = (line) => console.log(line)) {
  const start = performance.now();
  const clock = () => `[${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s]`;
  const say = (line) => write(`${clock()} ${line}`);
  return {
    say,
    /**
     * Runs a step between its two lines.
     *
     * @template T
     * @param {string} title what is being done
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      say(`${title} …`);
      const begin = performance.now();
      const result = await work();
      say(`${title}: done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      return result;
    },
  };
}
