// Starts the tslab kernel that is installed beside the notebook: Jupyter runs this from the notebook's folder.
const { dirname, join } = require("node:path");

const [connectionFile] = process.argv.slice(2);

let main;
try {
  main = require.resolve("tslab/dist/main.js", { paths: [process.cwd()] });
} catch {
  console.error(
    `tslab is not installed for the notebooks in ${process.cwd()}.\n` +
      "  → In that folder: npm install tslab stepbook. In a clone of Stepbook: npm start.",
  );
  process.exit(1);
}

const typescript = require.resolve("@tslab/typescript-for-tslab", { paths: [main] });
const mendAwaits = require("./awaits");
const mendSends = require("./sends");
const mendShorthandProperties = require("./shorthand");
const mended = mendShorthandProperties(require(typescript));
require.cache[typescript].exports = mended;
mendAwaits(require(join(dirname(main), "converter.js")), mended);
mendSends(require(require.resolve("zeromq", { paths: [main] })));

require(main).startKernel({
  configPath: connectionFile,
  enableFindLocal: false,
  jsKernel: false,
  globalVersion: "",
});

// A kernel must not outlive its server, not even one that was killed.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 2000).unref();
