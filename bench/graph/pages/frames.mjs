const frame = () => new Promise(requestAnimationFrame);

/** The milliseconds from here to the second frame after something was drawn. */
export const rendered = async (draw) => {
  const begin = performance.now();
  await draw(document.querySelector("#host"));
  await frame();
  await frame();
  return performance.now() - begin;
};

/** The milliseconds between frames, in each of which something is done. */
export const frames = async (count, act) => {
  const intervals = [];
  let last = await frame();
  for (let i = 0; i < count; i += 1) {
    act(i);
    const now = await frame();
    intervals.push(now - last);
    last = now;
  }
  return intervals;
};
