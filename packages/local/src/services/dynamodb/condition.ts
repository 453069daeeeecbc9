import { type Attribute, contentOf, equal, holds, type Item, order, sizeOf, typeOf } from "./attribute";
import { at } from "./document";
import type { Scanner } from "./scanner";

/** Whether an item is as a condition says. */
export type Condition = (item: Item) => boolean;

type Operand = (item: Item) => Attribute | undefined;

type Compare = (one: Attribute, other: Attribute) => boolean;

const ordered =
  (holdsFor: (difference: number) => boolean): Compare =>
  (one, other) => {
    const difference = order(one, other);
    return difference !== undefined && holdsFor(difference);
  };

const comparisons: Readonly<Record<string, Compare>> = {
  "=": equal,
  "<>": (one, other) => !equal(one, other),
  "<": ordered((difference) => difference < 0),
  "<=": ordered((difference) => difference <= 0),
  ">": ordered((difference) => difference > 0),
  ">=": ordered((difference) => difference >= 0),
};

/** A function of a condition: it reads its arguments, after the opening parenthesis. */
type ReadCall = (scanner: Scanner) => Condition;

const ofTwo =
  (test: (one: Attribute, other: Attribute) => boolean): ReadCall =>
  (scanner) => {
    const one = readOperand(scanner);
    scanner.need(",");
    const other = readOperand(scanner);
    return (item) => {
      const [a, b] = [one(item), other(item)];
      return a !== undefined && b !== undefined && test(a, b);
    };
  };

const functions: Readonly<Record<string, ReadCall>> = {
  attribute_exists: (scanner) => {
    const path = scanner.path();
    return (item) => at(item, path) !== undefined;
  },
  attribute_not_exists: (scanner) => {
    const path = scanner.path();
    return (item) => at(item, path) === undefined;
  },
  attribute_type: ofTwo((one, other) => typeOf(one) === contentOf(other)),
  begins_with: ofTwo((one, other) => String(contentOf(one)).startsWith(String(contentOf(other)))),
  contains: ofTwo(holds),
};

const readOperand = (scanner: Scanner): Operand => {
  const word = scanner.peek();
  if (word.startsWith(":")) {
    const value = scanner.value();
    return () => value;
  }
  if (word.toLowerCase() === "size" && scanner.isCall()) {
    scanner.next();
    scanner.need("(");
    const path = scanner.path();
    scanner.need(")");
    return (item) => {
      const found = at(item, path);
      const size = found && sizeOf(found);
      return size === undefined ? undefined : { N: String(size) };
    };
  }
  const path = scanner.path();
  return (item) => at(item, path);
};

const readPrimary = (scanner: Scanner): Condition => {
  if (scanner.take("(")) {
    const inner = readOr(scanner);
    scanner.need(")");
    return inner;
  }
  const name = scanner.peek().toLowerCase();
  if (scanner.isCall() && Object.hasOwn(functions, name)) {
    scanner.next();
    scanner.need("(");
    const call = functions[name]!(scanner);
    scanner.need(")");
    return call;
  }
  return readComparison(scanner, readOperand(scanner));
};

const readComparison = (scanner: Scanner, left: Operand): Condition => {
  const compare =
    (test: Compare, right: Operand): Condition =>
    (item) => {
      const [one, other] = [left(item), right(item)];
      return one !== undefined && other !== undefined && test(one, other);
    };
  if (scanner.take("BETWEEN")) {
    const from = compare(comparisons[">="]!, readOperand(scanner));
    scanner.need("AND");
    const to = compare(comparisons["<="]!, readOperand(scanner));
    return (item) => from(item) && to(item);
  }
  if (scanner.take("IN")) {
    scanner.need("(");
    const any = scanner.list(() => compare(equal, readOperand(scanner)));
    scanner.need(")");
    return (item) => any.some((one) => one(item));
  }
  const test = comparisons[scanner.peek()];
  if (!test) scanner.fail();
  scanner.next();
  const right = readOperand(scanner);
  // What is not there differs from all that is.
  if (test === comparisons["<>"])
    return (item) => {
      const [one, other] = [left(item), right(item)];
      return one === undefined || other === undefined ? one !== other : !equal(one, other);
    };
  return compare(test!, right);
};

const readNot = (scanner: Scanner): Condition => {
  if (!scanner.take("NOT")) return readPrimary(scanner);
  const inner = readNot(scanner);
  return (item) => !inner(item);
};

const readAnd = (scanner: Scanner): Condition => {
  const parts = [readNot(scanner)];
  while (scanner.take("AND")) parts.push(readNot(scanner));
  return (item) => parts.every((part) => part(item));
};

const readOr = (scanner: Scanner): Condition => {
  const parts = [readAnd(scanner)];
  while (scanner.take("OR")) parts.push(readAnd(scanner));
  return (item) => parts.some((part) => part(item));
};

/**
 * Reads a condition expression.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export const readCondition = (scanner: Scanner): Condition => {
  const condition = readOr(scanner);
  scanner.assertDone();
  return condition;
};
