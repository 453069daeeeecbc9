import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { LocalServiceError } from "../../service-error";
import { optimizedError, sdkError } from "../faults";
import { dynamodbHeaders } from "../metadata";
import { textOf } from "../names";
import type { Action, Service, ServiceRequest } from "../service";
import { checkItem, type Item, invalid } from "./attribute";
import { readCondition } from "./condition";
import { at, put } from "./document";
import { type DocumentPath, Placeholders, Scanner } from "./scanner";
import { required, type Table } from "./table";
import { readUpdate } from "./update";

/** A request to one table, with its expressions. */
interface TableRequest {
  readonly parameters: JsonObject;
  readonly table: Table;
  readonly placeholders: Placeholders;
}

const scannerOf = ({ parameters, placeholders }: TableRequest, field: string): Scanner | undefined => {
  const text = textOf(parameters[field]);
  return text === undefined ? undefined : new Scanner(text, field, placeholders);
};

/** Throws where the request has a condition that the item as it is does not meet. */
const assertCondition = (request: TableRequest, known: Item | undefined): void => {
  const scanner = scannerOf(request, "ConditionExpression");
  const condition = scanner && readCondition(scanner);
  request.placeholders.assertUsed();
  if (condition && !condition(known ?? {}))
    throw new LocalServiceError("ConditionalCheckFailedException", "The conditional request failed");
};

/** What a request asks to be told of the item, by the value of ReturnValues. */
type Returned = (before: Item | undefined, after: Item | undefined, paths: readonly DocumentPath[]) => Item | undefined;

const partsOf = (item: Item | undefined, paths: readonly DocumentPath[]): Item | undefined => {
  const names = paths.map(([name]) => String(name));
  return item && Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
};

const returned: Readonly<Record<string, Returned>> = {
  NONE: () => undefined,
  ALL_OLD: (before) => before,
  ALL_NEW: (_before, after) => after,
  UPDATED_OLD: (before, _after, paths) => partsOf(before, paths),
  UPDATED_NEW: (_before, after, paths) => partsOf(after, paths),
};

const answer = (
  { parameters }: TableRequest,
  allowed: readonly string[],
  before: Item | undefined,
  after?: Item,
  paths: readonly DocumentPath[] = [],
): Json => {
  const wanted = textOf(parameters.ReturnValues) ?? "NONE";
  if (!allowed.includes(wanted))
    throw invalid(`Return values set to invalid value: ${wanted}, use ${allowed.join(", ")}`);
  const found = returned[wanted]!(before, after, paths);
  return found && Object.keys(found).length > 0 ? { Attributes: found as unknown as Json } : {};
};

const getItem = (request: TableRequest): Json => {
  const { table, parameters, placeholders } = request;
  const found = table.get(table.keyOf(parameters.Key));
  const scanner = scannerOf(request, "ProjectionExpression");
  const paths = scanner?.list(() => scanner.path());
  scanner?.assertDone();
  placeholders.assertUsed();
  if (!found) return {};
  return { Item: (paths ? projected(found, paths) : found) as unknown as Json };
};

/** Only what some paths lead to. A list keeps the order of what is taken from it. */
const projected = (item: Item, paths: readonly DocumentPath[]): Item =>
  paths.reduce<Item>((made, path) => {
    const value = at(item, path);
    if (value === undefined) return made;
    const known = path.slice(0, -1).reduce<Item>((whole, _, index) => {
      const before = path.slice(0, index + 1);
      const holder = typeof path[index + 1] === "number" ? { L: [] } : { M: {} };
      return at(whole, before) ? whole : put(whole, before, holder);
    }, made);
    return put(known, path, value);
  }, {});

const putItem = (request: TableRequest): Json => {
  const { table, parameters } = request;
  if (!isJsonObject(parameters.Item)) throw required("item");
  const item = checkItem(parameters.Item);
  const key = table.keyIn(item);
  const before = table.get(key);
  assertCondition(request, before);
  const told = answer(request, ["NONE", "ALL_OLD"], before);
  table.put(key, item);
  return told;
};

const deleteItem = (request: TableRequest): Json => {
  const { table, parameters } = request;
  const key = table.keyOf(parameters.Key);
  const before = table.get(key);
  assertCondition(request, before);
  const told = answer(request, ["NONE", "ALL_OLD"], before);
  table.delete(key);
  return told;
};

const updateItem = (request: TableRequest): Json => {
  const { table, parameters } = request;
  const key = table.keyOf(parameters.Key);
  const before = table.get(key);
  const scanner = scannerOf(request, "UpdateExpression");
  const { update, paths } = scanner ? readUpdate(scanner) : { update: (item: Item) => item, paths: [] };
  const keyPath = paths.find(([name]) => table.isKey(name));
  if (keyPath)
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${keyPath[0]}. This attribute is part of the key`,
    );
  assertCondition(request, before);
  const after = update(before ?? table.keyItem(parameters.Key));
  const told = answer(request, Object.keys(returned), before, after, paths);
  table.put(key, after);
  return told;
};

const actionOf = (act: (request: TableRequest) => Json): Action => ({
  request: async ({ parameters, local }: ServiceRequest) => {
    const table = local.tables.find(parameters.TableName);
    const { ExpressionAttributeNames, ExpressionAttributeValues } = parameters;
    const placeholders = new Placeholders(ExpressionAttributeNames, ExpressionAttributeValues);
    return act({ parameters, table, placeholders });
  },
});

const actions = {
  getItem: actionOf(getItem),
  putItem: actionOf(putItem),
  updateItem: actionOf(updateItem),
  deleteItem: actionOf(deleteItem),
};

const own = new Set(["ConditionalCheckFailedException", "ResourceNotFoundException"]);

/**
 * Tables in memory, with DynamoDB's own values, conditions and updates.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
 */
export const dynamodb: Service = {
  actions,
  errorOf: optimizedError("DynamoDB", "AmazonDynamoDBv2", { generic: "AmazonDynamoDBException", own }),
  headersOf: dynamodbHeaders,
};

/** The same tables by the AWS SDK. */
export const dynamodbSdk: Service = { actions, errorOf: sdkError("DynamoDb", { generic: "DynamoDbException", own }) };
