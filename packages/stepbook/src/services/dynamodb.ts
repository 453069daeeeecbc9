// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `dynamodb.getItem` takes. */
export interface DynamodbGetItemParameters {
  readonly tableName: Text;
  readonly key: Named<Data>;
  readonly attributesToGet?: List<Text>;
  readonly consistentRead?: Flag;
  readonly returnConsumedCapacity?: Choice<"INDEXES" | "TOTAL" | "NONE">;
  readonly projectionExpression?: Text;
  readonly expressionAttributeNames?: Named<Text>;
}

interface ExpectedAttributeValue {
  readonly value?: Data;
  readonly exists?: Flag;
  readonly comparisonOperator?: Text;
  readonly attributeValueList?: List<Data>;
}

/** What `dynamodb.putItem` takes. */
export interface DynamodbPutItemParameters {
  readonly tableName: Text;
  readonly item: Named<Data>;
  readonly expected?: Named<Given<ExpectedAttributeValue>>;
  readonly returnValues?: Choice<"NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW">;
  readonly returnConsumedCapacity?: Choice<"INDEXES" | "TOTAL" | "NONE">;
  readonly returnItemCollectionMetrics?: Choice<"SIZE" | "NONE">;
  readonly conditionalOperator?: Choice<"AND" | "OR">;
  readonly conditionExpression?: Text;
  readonly expressionAttributeNames?: Named<Text>;
  readonly expressionAttributeValues?: Named<Data>;
  readonly returnValuesOnConditionCheckFailure?: Choice<"ALL_OLD" | "NONE">;
}

interface AttributeValueUpdate {
  readonly value?: Data;
  readonly action?: Choice<"ADD" | "PUT" | "DELETE">;
}

/** What `dynamodb.updateItem` takes. */
export interface DynamodbUpdateItemParameters {
  readonly tableName: Text;
  readonly key: Named<Data>;
  readonly attributeUpdates?: Named<Given<AttributeValueUpdate>>;
  readonly expected?: Named<Given<ExpectedAttributeValue>>;
  readonly conditionalOperator?: Choice<"AND" | "OR">;
  readonly returnValues?: Choice<"NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW">;
  readonly returnConsumedCapacity?: Choice<"INDEXES" | "TOTAL" | "NONE">;
  readonly returnItemCollectionMetrics?: Choice<"SIZE" | "NONE">;
  readonly updateExpression?: Text;
  readonly conditionExpression?: Text;
  readonly expressionAttributeNames?: Named<Text>;
  readonly expressionAttributeValues?: Named<Data>;
  readonly returnValuesOnConditionCheckFailure?: Choice<"ALL_OLD" | "NONE">;
}

/** What `dynamodb.deleteItem` takes. */
export interface DynamodbDeleteItemParameters {
  readonly tableName: Text;
  readonly key: Named<Data>;
  readonly expected?: Named<Given<ExpectedAttributeValue>>;
  readonly conditionalOperator?: Choice<"AND" | "OR">;
  readonly returnValues?: Choice<"NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW">;
  readonly returnConsumedCapacity?: Choice<"INDEXES" | "TOTAL" | "NONE">;
  readonly returnItemCollectionMetrics?: Choice<"SIZE" | "NONE">;
  readonly conditionExpression?: Text;
  readonly expressionAttributeNames?: Named<Text>;
  readonly expressionAttributeValues?: Named<Data>;
  readonly returnValuesOnConditionCheckFailure?: Choice<"ALL_OLD" | "NONE">;
}

/** What `dynamodb.getItem` gives. */
export interface DynamodbGetItemResult {
  Item: { [attribute: string]: Any };
  ConsumedCapacity: Any;
}

/** What `dynamodb.putItem` gives. */
export interface DynamodbPutItemResult {
  Attributes: Any;
  ConsumedCapacity: Any;
  ItemCollectionMetrics: Any;
}

/** What `dynamodb.updateItem` gives. */
export interface DynamodbUpdateItemResult {
  Attributes: Any;
  ConsumedCapacity: Any;
  ItemCollectionMetrics: Any;
}

/** What `dynamodb.deleteItem` gives. */
export interface DynamodbDeleteItemResult {
  Attributes: Any;
  ConsumedCapacity: Any;
  ItemCollectionMetrics: Any;
}

/**
 * Amazon DynamoDB.
 *
 * @example dynamodb.getItem("Read", { tableName: "orders", key: { id: { S: input.id } } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
 */
export const dynamodb: {
  /**
   * Reads an item. Keys and items are in DynamoDB's own form.
   *
   * @example dynamodb.getItem("Read", { tableName: "orders", key: { id: { S: input.id } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly getItem: ServiceStep<DynamodbGetItemParameters, { response: DynamodbGetItemResult }, "response">;
  /**
   * Writes an item, in DynamoDB's own form.
   *
   * @example dynamodb.putItem("Write", { tableName: "orders", item: { id: { S: input.id } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly putItem: ServiceStep<DynamodbPutItemParameters, { response: DynamodbPutItemResult }, "response">;
  /**
   * Changes parts of an item. Keys and values are in DynamoDB's own form.
   *
   * @example dynamodb.updateItem("Count", { tableName: "orders", key: { id: { S: input.id } }, updateExpression: "ADD n :one", expressionAttributeValues: { ":one": { N: "1" } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly updateItem: ServiceStep<DynamodbUpdateItemParameters, { response: DynamodbUpdateItemResult }, "response">;
  /**
   * Deletes an item. The key is in DynamoDB's own form.
   *
   * @example dynamodb.deleteItem("Delete", { tableName: "orders", key: { id: { S: input.id } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly deleteItem: ServiceStep<DynamodbDeleteItemParameters, { response: DynamodbDeleteItemResult }, "response">;
} = {
  getItem: serviceStep("dynamodb:getItem"),
  putItem: serviceStep("dynamodb:putItem"),
  updateItem: serviceStep("dynamodb:updateItem"),
  deleteItem: serviceStep("dynamodb:deleteItem"),
};
