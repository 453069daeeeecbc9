/**
 * tslab 1.0 gives a cell the variables of earlier cells by rewriting `name` to `exports.name`, but it overlooks
 * shorthand properties: `{ name }` then fails with "name is not defined". This teaches its TypeScript, of which the
 * rewriting asks what a name stands for, to answer for shorthand properties too. Where tslab has changed, nothing is
 * touched.
 *
 * @param {any} ts the TypeScript that tslab uses, whose members can't be set
 * @returns {any} the one for tslab to use
 */
module.exports = function mendShorthandProperties(ts) {
  const { createWatchProgram, visitEachChild, isShorthandPropertyAssignment, isPropertyAccessExpression, factory } = ts;
  if (!createWatchProgram || !visitEachChild || !isShorthandPropertyAssignment || !factory) return ts;

  const mended = new WeakSet();
  const mend = (checker) => {
    if (mended.has(checker)) return checker;
    mended.add(checker);
    const { getSymbolAtLocation } = checker;
    checker.getSymbolAtLocation = (node) => {
      const { parent } = node;
      const isShorthand = parent && isShorthandPropertyAssignment(parent) && parent.name === node;
      return (isShorthand && checker.getShorthandAssignmentValueSymbol(parent)) || getSymbolAtLocation(node);
    };
    return checker;
  };

  return {
    ...ts,
    createWatchProgram(host) {
      const { afterProgramCreate } = host;
      host.afterProgramCreate = (builder) => {
        const program = builder.getProgram();
        const { getTypeChecker } = program;
        program.getTypeChecker = () => mend(getTypeChecker());
        afterProgramCreate?.(builder);
      };
      return createWatchProgram(host);
    },
    visitEachChild(node, visitor, ...rest) {
      const value = isShorthandPropertyAssignment(node) ? visitor(node.name) : undefined;
      if (!value || !isPropertyAccessExpression(value)) return visitEachChild(node, visitor, ...rest);
      return factory.createPropertyAssignment(node.name, value);
    },
  };
};
