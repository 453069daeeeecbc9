/**
 * tslab 1.0 runs a cell in an async function where its TypeScript complains of an await outside of one. Of
 * `await (await run).output()` it does not complain, so that the cell fails with a syntax error. This looks for awaits in
 * what the cell has become. Where tslab has changed, nothing is touched.
 *
 * @param {any} converter tslab's module that makes JavaScript of cells
 * @param {any} ts the TypeScript that tslab uses
 */
module.exports = function mendAwaits(converter, ts) {
  const { createConverter } = converter;
  if (!createConverter || !ts.createSourceFile || !ts.forEachChild || !ts.isFunctionLike) return;

  /** Whether a node, or one within it that belongs to the same function, is an await. */
  const awaits = (node) =>
    node.kind === ts.SyntaxKind.AwaitExpression ||
    node.kind === ts.SyntaxKind.AwaitKeyword ||
    (!ts.isFunctionLike(node) && ts.forEachChild(node, (child) => awaits(child) || undefined) === true);

  const hasAwait = (javascript) =>
    javascript.includes("await") &&
    awaits(ts.createSourceFile("cell.js", `${javascript}\nexport {};`, ts.ScriptTarget.ESNext));

  converter.createConverter = (options) => {
    const made = createConverter(options);
    const { convert } = made;
    made.convert = (...cell) => {
      const converted = convert(...cell);
      if (converted.output && !converted.hasToplevelAwait) converted.hasToplevelAwait = hasAwait(converted.output);
      return converted;
    };
    return made;
  };
};
