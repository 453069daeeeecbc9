import type { StateMachine } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { create, settled } from "../../../test/execute";
import { createLocalStepFunctions, virtual } from "../../index";
import { compareNumbers, negated, normalNumber, sum } from "./decimal";

/** One table with a key, and requests to it as tasks, one after the other. */
const database = () => {
  const api = createLocalStepFunctions({ clock: virtual(), seed: 1, tables: { orders: { id: "S" } } });
  return async (action: string, parameters: object) => {
    const definition: StateMachine = {
      StartAt: "T",
      States: {
        T: {
          Type: "Task",
          Resource: `arn:aws:states:::${action.includes(":") ? action : `aws-sdk:dynamodb:${action}`}`,
          Parameters: { TableName: "orders", ...parameters } as never,
          End: true,
        },
      },
    };
    const stateMachineArn = await create(api, definition, `m${Math.random()}`.replace(".", ""));
    const { executionArn } = await api.startExecution({ stateMachineArn });
    const { status, output, error, cause } = await settled(api, executionArn);
    return status === "SUCCEEDED" ? JSON.parse(output ?? "null") : { error, cause };
  };
};
const Key = { id: { S: "1" } };

describe("DynamoDB", () => {
  it("keeps, gives and deletes items", async () => {
    const ask = database();
    const Item = {
      ...Key,
      n: { N: "1.50" },
      tags: { SS: ["a", "b"] },
      deep: { M: { list: { L: [{ BOOL: true }, { NULL: true }] } } },
    };
    const kept = { ...Item, n: { N: "1.5" } };
    expect(await ask("putItem", { Item })).toEqual({});
    expect(await ask("getItem", { Key })).toEqual({ Item: kept });
    expect(await ask("dynamodb:getItem", { Key })).toMatchObject({
      Item: kept,
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
    expect(
      await ask("getItem", { Key, ProjectionExpression: "n, #d.list[1]", ExpressionAttributeNames: { "#d": "deep" } }),
    ).toEqual({ Item: { n: { N: "1.5" }, deep: { M: { list: { L: [{ NULL: true }] } } } } });
    expect(await ask("putItem", { Item: Key, ReturnValues: "ALL_OLD" })).toEqual({ Attributes: kept });
    expect(await ask("deleteItem", { Key, ReturnValues: "ALL_OLD" })).toEqual({ Attributes: Key });
    expect(await ask("getItem", { Key })).toEqual({});
  });

  it("updates what an expression says, from the item as it was", async () => {
    const ask = database();
    const values = { ":one": { N: "1" }, ":list": { L: [{ S: "x" }] }, ":tags": { SS: ["a"] }, ":none": { L: [] } };
    const update = (UpdateExpression: string, ...names: (keyof typeof values)[]) =>
      ask("updateItem", {
        Key,
        UpdateExpression,
        ReturnValues: "ALL_NEW",
        ...(names.length > 0
          ? { ExpressionAttributeValues: Object.fromEntries(names.map((name) => [name, values[name]])) }
          : {}),
      });
    expect(
      await update("ADD seen :one SET log = list_append(if_not_exists(log, :none), :list)", ":one", ":none", ":list"),
    ).toEqual({
      Attributes: { ...Key, seen: { N: "1" }, log: { L: [{ S: "x" }] } },
    });
    expect(await update("SET seen = seen + :one, before = seen ADD tags :tags", ":one", ":tags")).toMatchObject({
      Attributes: { seen: { N: "2" }, before: { N: "1" }, tags: { SS: ["a"] } },
    });
    expect(await update("DELETE tags :tags REMOVE before, log[0] SET seen = seen - :one", ":tags", ":one")).toEqual({
      Attributes: { ...Key, seen: { N: "1" }, log: { L: [] } },
    });
  });

  it.each([
    ["attribute_exists(id) AND NOT attribute_exists(gone)", true],
    ["n BETWEEN :low AND :high", true],
    ["n IN (:low, :high)", false],
    ["n > :low AND (n >= :high OR size(title) = :three)", true],
    ["begins_with(title, :text) AND contains(tags, :text)", true],
    ["attribute_type(n, :text)", false],
    ["gone <> :low", true],
    ["gone = :low", false],
    ["#n < :low OR n <> n", false],
  ])("the condition %s is %s", async (ConditionExpression, isMet) => {
    const ask = database();
    await ask("putItem", { Item: { ...Key, n: { N: "5" }, title: { S: "abc" }, tags: { SS: ["a", "c"] } } });
    const all = { ":low": { N: "1" }, ":high": { N: "10" }, ":three": { N: "3" }, ":text": { S: "a" } };
    const used = Object.fromEntries(Object.entries(all).filter(([name]) => ConditionExpression.includes(name)));
    const ended = await ask("deleteItem", {
      Key,
      ConditionExpression,
      ...(Object.keys(used).length > 0 ? { ExpressionAttributeValues: used } : {}),
      ...(ConditionExpression.includes("#n") ? { ExpressionAttributeNames: { "#n": "n" } } : {}),
    });
    expect(ended).toEqual(
      isMet
        ? {}
        : {
            error: "DynamoDb.ConditionalCheckFailedException",
            cause: expect.stringMatching(/^The conditional request failed \(Service: DynamoDb, Status Code: 400, /),
          },
    );
  });

  it.each([
    [
      "dynamodb:putItem",
      { Item: null },
      "DynamoDB.AmazonDynamoDBException",
      /^1 validation error detected: Value null at 'item'/,
    ],
    ["putItem", { Item: null }, "DynamoDb.DynamoDbException", /Value null at 'item'/],
    ["putItem", { Item: { n: { N: "1" } } }, "DynamoDb.DynamoDbException", /Missing the key id in the item/],
    [
      "putItem",
      { Item: { id: { N: "1" } } },
      "DynamoDb.DynamoDbException",
      /Type mismatch for key id expected: S actual: N/,
    ],
    [
      "putItem",
      { Item: { ...Key, n: { N: "x" } } },
      "DynamoDb.DynamoDbException",
      /cannot be converted to a numeric value: x/,
    ],
    ["putItem", { Item: { ...Key, n: 1 } }, "DynamoDb.DynamoDbException", /must contain exactly one/],
    [
      "getItem",
      { Key: { id: { S: "1" }, more: { S: "1" } } },
      "DynamoDb.DynamoDbException",
      /does not match the schema/,
    ],
    [
      "getItem",
      { TableName: "none", Key },
      "DynamoDb.ResourceNotFoundException",
      /no table "none" here.*local\(\{ tables/,
    ],
    ["getItem", { TableName: "/x", Key }, "DynamoDb.DynamoDbException", /regular expression pattern/],
    ["updateItem", { Key, UpdateExpression: "SET id = id" }, "DynamoDb.DynamoDbException", /part of the key/],
    [
      "updateItem",
      { Key, UpdateExpression: "SET a = :v" },
      "DynamoDb.DynamoDbException",
      /not defined; attribute value: :v/,
    ],
    ["updateItem", { Key, UpdateExpression: "SET a b" }, "DynamoDb.DynamoDbException", /Syntax error; token: "b"/],
    ["updateItem", { Key, UpdateExpression: "SET a = id, a = id" }, "DynamoDb.DynamoDbException", /paths overlap/],
    [
      "updateItem",
      { Key, UpdateExpression: "SET a = nothing" },
      "DynamoDb.DynamoDbException",
      /does not exist in the item/,
    ],
    [
      "deleteItem",
      { Key, ExpressionAttributeNames: { "#x": "x" } },
      "DynamoDb.DynamoDbException",
      /unused in expressions: keys: \{#x\}/,
    ],
    ["deleteItem", { Key, ConditionExpression: "(id = id" }, "DynamoDb.DynamoDbException", /token: "<EOF>"/],
    [
      "deleteItem",
      { Key, ReturnValues: "ALL_NEW" },
      "DynamoDb.DynamoDbException",
      /Return values set to invalid value/,
    ],
  ])("%s %j is refused in DynamoDB's words", async (action, parameters, error, cause) => {
    const ended = await database()(action, parameters);
    expect(ended.error).toBe(error);
    expect(ended.cause).toMatch(cause);
  });
});

describe("a number of DynamoDB", () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const written = (hundredths: number) => normalNumber((hundredths / 100).toFixed(2))!;

  it("adds, negates and compares without losing a digit", () => {
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        expect(sum(written(one), written(other))).toBe(written(one + other));
        expect(negated(written(one))).toBe(written(-one));
        expect(Math.sign(compareNumbers(written(one), written(other)))).toBe(Math.sign(one - other));
      }),
    );
    expect(sum("1e37", "1")).toBe("10000000000000000000000000000000000001");
  });

  it.each([
    ["001.500", "1.5"],
    ["-0", "0"],
    ["1E3", "1000"],
    [".5", "0.5"],
    ["-12.5e-3", "-0.0125"],
    ["1e126", undefined],
    ["1e-131", undefined],
    ["1".repeat(39), undefined],
    ["1,5", undefined],
    ["", undefined],
  ])("%s is written %s", (text, normal) => expect(normalNumber(text)).toBe(normal));
});
