// The expressions of the JSONata workload by themselves: parsed once, evaluated as often, nothing else done.
import jsonata from "jsonata";
import { assignment, report } from "./report.mjs";

const { definition, runs } = assignment();
const { Begin, "Enough?": enough, Count, Done } = definition.States;
const parse = (text) => jsonata(text.slice(2, -2));
const numbersOf = parse(Begin.Assign.numbers);
const condition = parse(enough.Choices[0].Condition);
const countOf = parse(Count.Assign.count);
const totalOf = parse(Count.Assign.total);
const outputOf = parse(Done.Output.total);

await report(runs, async () => {
  const begin = performance.now();
  const numbers = [...(await numbersOf.evaluate(undefined))];
  let variables = { count: 0, total: 0, numbers };
  while (!(await condition.evaluate(undefined, variables))) {
    const [count, total] = [await countOf.evaluate(undefined, variables), await totalOf.evaluate(undefined, variables)];
    variables = { ...variables, count, total };
  }
  const total = await outputOf.evaluate(undefined, variables);
  return { milliseconds: performance.now() - begin, output: { total } };
});
