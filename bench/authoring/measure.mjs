/** How many states are asked for, and how often. */
export const [size, runs] = process.argv.slice(2, 4).map(Number);

const statesIn = ({ States }) => Object.keys(States).length;

/** Runs it several times, the first of which stands alone, and prints the milliseconds of each. */
export const measure = (make) => {
  const times = [];
  let states = 0;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const definition = make();
    times.push(performance.now() - begin);
    states = statesIn(definition);
  }
  console.log(JSON.stringify({ first: times[0], times: times.slice(1), states }));
};
