import { type Attribute, contentOf, type Item, invalid, typeOf } from "./attribute";
import { negated, sum } from "./decimal";
import { at, put } from "./document";
import type { DocumentPath, Scanner } from "./scanner";

/** An item after an update: everything is read from the item as it was before. */
export type Update = (item: Item) => Item;

type Operand = (item: Item) => Attribute;

/** What one action does: the place, and the value that is there afterwards; undefined removes it. */
interface Action {
  readonly path: DocumentPath;
  readonly value: (item: Item) => Attribute | undefined;
}

const missing = (): Error => invalid("The provided expression refers to an attribute that does not exist in the item");
const wrongType = (operator: string, type: string): Error =>
  invalid(
    `Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );

const calls: Readonly<Record<string, (scanner: Scanner) => Operand>> = {
  if_not_exists: (scanner) => {
    const path = scanner.path();
    scanner.need(",");
    const otherwise = readOperand(scanner);
    return (item) => at(item, path) ?? otherwise(item);
  },
  list_append: (scanner) => {
    const one = readOperand(scanner);
    scanner.need(",");
    const other = readOperand(scanner);
    const listOf = (attribute: Attribute) => {
      if (!Array.isArray(attribute.L)) throw wrongType("list_append", typeOf(attribute));
      return attribute.L;
    };
    return (item) => ({ L: [...listOf(one(item)), ...listOf(other(item))] });
  },
};

const readOperand = (scanner: Scanner): Operand => {
  const word = scanner.peek();
  if (word.startsWith(":")) {
    const value = scanner.value();
    return () => value;
  }
  const name = word.toLowerCase();
  if (scanner.isCall() && Object.hasOwn(calls, name)) {
    scanner.next();
    scanner.need("(");
    const call = calls[name]!(scanner);
    scanner.need(")");
    return call;
  }
  const path = scanner.path();
  return (item) => {
    const found = at(item, path);
    if (found === undefined) throw missing();
    return found;
  };
};

const numberOf = (attribute: Attribute, operator: string): string => {
  if (typeOf(attribute) !== "N") throw wrongType(operator, typeOf(attribute));
  return String(contentOf(attribute));
};

const readSet = (scanner: Scanner): Action => {
  const path = scanner.path();
  scanner.need("=");
  const first = readOperand(scanner);
  const operator = ["+", "-"].find((sign) => scanner.take(sign));
  if (operator === undefined) return { path, value: first };
  const second = readOperand(scanner);
  return {
    path,
    value: (item) => {
      const [one, other] = [first(item), second(item)].map((attribute) => numberOf(attribute, operator));
      return { N: sum(one!, operator === "+" ? other! : negated(other!)) };
    },
  };
};

const readRemove = (scanner: Scanner): Action => ({ path: scanner.path(), value: () => undefined });

const listIn = (attribute: Attribute): readonly string[] => contentOf(attribute) as readonly string[];

const readAdd = (scanner: Scanner): Action => {
  const path = scanner.path();
  const added = scanner.value();
  const type = typeOf(added);
  if (type !== "N" && !/^[SNB]S$/.test(type)) throw wrongType("ADD", type);
  return {
    path,
    value: (item) => {
      const known = at(item, path);
      if (known === undefined) return added;
      if (typeOf(known) !== type) throw invalid("An operand in the update expression has an incorrect data type");
      if (type === "N") return { N: sum(String(contentOf(known)), String(contentOf(added))) };
      return { [type]: [...new Set([...listIn(known), ...listIn(added)])] };
    },
  };
};

const readDelete = (scanner: Scanner): Action => {
  const path = scanner.path();
  const gone = scanner.value();
  const type = typeOf(gone);
  if (!/^[SNB]S$/.test(type)) throw wrongType("DELETE", type);
  return {
    path,
    value: (item) => {
      const known = at(item, path);
      if (known === undefined) return undefined;
      if (typeOf(known) !== type) throw invalid("An operand in the update expression has an incorrect data type");
      const left = listIn(known).filter((one) => !listIn(gone).includes(one));
      return left.length === 0 ? undefined : { [type]: left };
    },
  };
};

const clauses: Readonly<Record<string, (scanner: Scanner) => Action>> = {
  SET: readSet,
  REMOVE: readRemove,
  ADD: readAdd,
  DELETE: readDelete,
};

const overlap = (one: DocumentPath, other: DocumentPath): boolean =>
  one.slice(0, other.length).every((key, index) => key === other[index]) && one.length > 0;

/** Removing from a list moves what comes after it: the last goes first. */
const inOrder = (actions: readonly Action[]): readonly Action[] =>
  [...actions].sort(({ path: one }, { path: other }) => Number(other.at(-1)) - Number(one.at(-1)) || 0);

/**
 * Reads an update expression.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export const readUpdate = (scanner: Scanner): { readonly update: Update; readonly paths: readonly DocumentPath[] } => {
  const actions = new Map<string, readonly Action[]>();
  while (scanner.peek() !== "") {
    const clause = scanner.next().toUpperCase();
    const read = Object.hasOwn(clauses, clause) ? clauses[clause] : undefined;
    if (!read) return scanner.fail(clause);
    if (actions.has(clause))
      throw invalid(`Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`);
    actions.set(
      clause,
      scanner.list(() => read(scanner)),
    );
  }
  const all = [...actions.values()].flat();
  all.forEach(({ path }, index) => {
    const other = all.slice(index + 1).find((one) => overlap(one.path, path) || overlap(path, one.path));
    if (other)
      throw invalid(
        `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${path.join(", ")}], path two: [${other.path.join(", ")}]`,
      );
  });
  const set = all.filter((action) => !(actions.get("REMOVE") ?? []).includes(action));
  const removed = inOrder(actions.get("REMOVE") ?? []);
  return {
    paths: all.map(({ path }) => path),
    update: (item) => {
      const values = set.map(({ path, value }) => ({ path, value: value(item) }));
      const changed = values.reduce((whole, { path, value }) => put(whole, path, value), item);
      return removed.reduce(
        (whole, { path }) => (at(whole, path) === undefined ? whole : put(whole, path, undefined)),
        changed,
      );
    },
  };
};
