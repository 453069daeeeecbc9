import { CUT_OFF, openBrowser } from "./browser.mjs";
import { bundle } from "./bundle.mjs";
import { families } from "./families.mjs";

const PEERS = ["dagre-d3-es", "mermaid"];
const RENDERERS = ["stepbook", ...PEERS];
const SIZES = [20, 100, 300, 1000];
/** Ours alone. */
const LARGEST = 3000;
const TIMES = 5;
/** Of a peer, no more is measured when this has been spent, but for the family of the closing line: all has to end in minutes. */
const ENOUGH = 1200;
/** And no more than so often. */
const PEER_TIMES = 3;
/** As long as all updates of the last figure may take. */
const SOAK = 120_000;
const CLOSING = "mixed";
/** When what is slow is no longer begun. */
const LAST_START = 330_000;

const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];
const p95 = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
/** A renderer that throws is slower than any. */
const FAILED = Number.POSITIVE_INFINITY;
const ms = (time) =>
  time === undefined
    ? "–"
    : time === FAILED
      ? "fails"
      : time >= CUT_OFF
        ? "> 30 s"
        : `${time.toFixed(time < 10 ? 1 : 0)} ms`;

const firstPaint = (page, definition) =>
  page.evaluate((machine) => window.bench.firstPaint(window.bench.prepare(machine)), definition);
const layout = (page, definition) => page.evaluate((machine) => window.bench.layout(machine), definition);
const updates = (page, { definition, names, count }) =>
  page.evaluate(([machine, all, times]) => window.bench.updates(machine, all, times), [definition, names, count]);
const pan = (page, { definition, count }) =>
  page.evaluate(([machine, times]) => window.bench.pan(machine, times), [definition, count]);

/** The heap and the elements of a page before and after many updates. */
const memory = async (page, { definition, names, count }, client) => {
  await updates(page, { definition, names, count: Math.min(90, names.length - 1) });
  const used = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    return { bytes: usedSize, elements: await page.evaluate(() => document.querySelectorAll("*").length) };
  };
  const repeat = (first, times) => page.evaluate(([a, b]) => window.bench.repeat(a, b), [first, times]);
  await repeat(0, Math.ceil(count / 10));
  const before = await used();
  await repeat(count, count);
  return { before, after: await used() };
};

/** Measures every family at every size with every renderer, and prints the table and the closing line. */
export const benchGraph = async ({ chromium, small }) => {
  const begin = performance.now();
  const bundles = await bundle(RENDERERS);
  const browser = await openBrowser(chromium, bundles);
  const sizes = small ? [20] : SIZES;
  const cut = new Set();
  const figures = new Map();

  /** The median of each renderer, taken turn by turn: what disturbs the machine disturbs all of them. */
  const measured = async (renderers, family, size) => {
    const definition = families[family](size);
    const runs = renderers.map((renderer) => {
      const isPeer = renderer !== "stepbook";
      const key = `${renderer} ${family}`;
      const most = small ? 1 : isPeer && family !== CLOSING ? PEER_TIMES : TIMES;
      return {
        renderer,
        isPeer,
        key,
        times: cut.has(key) ? [CUT_OFF] : [],
        most,
        ended: cut.has(key),
      };
    });
    for (let turn = 0; turn < TIMES; turn += 1)
      for (const run of runs) {
        if (run.isPeer && performance.now() - begin > LAST_START) run.ended = true;
        if (run.ended || turn >= run.most) continue;
        const time =
          (await browser.measure(run.renderer, firstPaint, definition).catch((error) => {
            if (!run.isPeer || small) throw error;
            return FAILED;
          })) ?? CUT_OFF;
        run.times.push(time);
        if (time === CUT_OFF) cut.add(run.key);
        const spent = run.times.reduce((sum, one) => sum + one, 0);
        run.ended = time >= CUT_OFF || (run.isPeer && spent > ENOUGH && family !== CLOSING);
      }
    return runs.map(({ times }) => (times.length > 0 ? median(times) : undefined));
  };

  // The family of the closing line first, then the small before the large: where time runs out, what is slow is left out.
  const order = [CLOSING, ...Object.keys(families).filter((family) => family !== CLOSING)];
  const all = (small ? sizes : [...sizes, LARGEST]).flatMap((size) => order.map((family) => ({ family, size })));
  all.sort((a, b) => Number(b.family === CLOSING) - Number(a.family === CLOSING));
  for (const { family, size } of all) {
    const row = await measured(size === LARGEST ? ["stepbook"] : RENDERERS, family, size);
    figures.set(`${family} ${size}`, row);
  }
  console.log(`| first paint | states | ${RENDERERS.join(" | ")} | of the best peer |`);
  console.log(`|---|---:|${RENDERERS.map(() => "---:|").join("")}---:|`);
  for (const family of order)
    for (const size of small ? sizes : [...sizes, LARGEST]) {
      const row = figures.get(`${family} ${size}`);
      const best = Math.min(...row.slice(1).filter((time) => time !== undefined));
      const share = Number.isFinite(best) ? (row[0] / best).toFixed(2) : "–";
      const cells = RENDERERS.map((_, i) => ms(row[i]));
      console.log(`| ${family} | ${size.toLocaleString("en-US")} | ${cells.join(" | ")} | ${share} |`);
    }

  const [large, most] = small ? [20, 20] : [1000, LARGEST];
  const definition = families[CLOSING](large);
  const names = Object.keys(definition.States);
  const whole = { definition, names, count: Math.min(100, names.length - 1) };
  console.log("\n| layout alone | time |\n|---|---:|");
  for (const family of order)
    console.log(
      `| ${family}, ${most.toLocaleString("en-US")} states | ${ms(await browser.measure("stepbook", layout, families[family](most)))} |`,
    );
  const update = median(await browser.measure("stepbook", updates, whole));
  const frames = p95(await browser.measure("stepbook", pan, { definition, count: small ? 30 : 300 }));
  const many = small ? 100 : 10_000;
  const little = families[CLOSING](small ? 20 : 100);
  const soak = { definition: little, names: Object.keys(little.States), count: many };
  const { before, after } = await browser.measure("stepbook", memory, soak, SOAK);
  await browser.close();
  console.log(
    `\nBundles, gzipped: ${RENDERERS.map((name) => `${name} ${(bundles[name].zipped / 1000).toFixed(0)} kB`).join(", ")}.`,
  );
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(1);
  console.log(
    `After ${many.toLocaleString("en-US")} updates: ${mb(before.bytes)} → ${mb(after.bytes)} MB of heap, ${before.elements} → ${after.elements} elements.`,
  );
  console.log(`${((performance.now() - begin) / 60_000).toFixed(1)} minutes.\n`);
  const share = (size, peer) => {
    const row = figures.get(`${CLOSING} ${size}`);
    return (row[0] / row[RENDERERS.indexOf(peer)]).toFixed(2);
  };
  const [few, lots] = small ? [20, 20] : [100, 1000];
  console.log(
    `graph: first paint ${share(few, "dagre-d3-es")} of dagre-d3-es and ${share(few, "mermaid")} of mermaid at ${few} states, ${share(lots, "mermaid")} of mermaid at ${lots}, update ${update.toFixed(1)} ms, pan p95 ${Math.round(frames)} ms`,
  );
};
