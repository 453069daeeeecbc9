import { isJsonObject, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";

const actions = /^arn:[^:]+:states:::s3:(getObject|listObjectsV2)$/;

/**
 * The ItemReader of a Map reads from S3, and says of a CSV file where its headers are.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export const readers: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    const { ItemReader } = fields;
    if (fields.Type !== "Map" || !isJsonObject(ItemReader)) continue;
    const place = [...keys, "ItemReader"];
    const { Resource, ReaderConfig } = ItemReader;
    if (Resource === undefined)
      yield { code: "MISSING_FIELD", keys: place, data: { what: "An ItemReader", fields: ["Resource"] } };
    else if (typeof Resource !== "string" || !actions.test(Resource))
      yield { code: "BAD_READER", keys: [...place, "Resource"] };
    if (isJsonObject(ReaderConfig)) yield* config(ReaderConfig, [...place, "ReaderConfig"]);
  }
};

function* config(fields: JsonObject, keys: KeyPath): Iterable<Finding> {
  const { InputType, CSVHeaderLocation, CSVHeaders } = fields;
  if (InputType === "CSV" && CSVHeaderLocation === undefined) yield { code: "NO_HEADER_LOCATION", keys };
  if (InputType === "JSON" && CSVHeaderLocation !== undefined)
    yield {
      code: "UNKNOWN_FIELD",
      keys: [...keys, "CSVHeaderLocation"],
      data: { what: "A reader of JSON", field: "CSVHeaderLocation" },
    };
  if (CSVHeaderLocation === "GIVEN" && CSVHeaders === undefined)
    yield { code: "MISSING_FIELD", keys, data: { what: "A reader of CSV with GIVEN headers", fields: ["CSVHeaders"] } };
}
