const orders = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"];

/** The comparison operators of a Choice rule in JSONPath. */
export const comparisonFields: readonly string[] = [
  ...["String", "Numeric", "Timestamp"].flatMap((kind) =>
    orders.flatMap((order) => [`${kind}${order}`, `${kind}${order}Path`]),
  ),
  "BooleanEquals",
  "BooleanEqualsPath",
  "StringMatches",
  "IsNull",
  "IsPresent",
  "IsNumeric",
  "IsString",
  "IsBoolean",
  "IsTimestamp",
];

/** The fields of a rule that are not operators. */
export const ruleFields: readonly string[] = ["Next", "Comment", "Variable", "Assign", "Output"];
