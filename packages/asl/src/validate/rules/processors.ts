import { isJsonObject, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import { oneOf } from "../kinds";
import type { Rule } from "../rule";
import { outOfRange } from "./values";

const mode = oneOf("INLINE", "DISTRIBUTED");
const executionType = oneOf("STANDARD", "EXPRESS");

/** A Map's processor says in full how it runs, and takes its language from the machine. */
export const processors: Rule = function* ({ states }) {
  for (const { fields, keys } of states)
    for (const field of ["ItemProcessor", "Iterator"]) {
      const processor = fields[field];
      if (!isJsonObject(processor)) continue;
      const place = [...keys, field];
      if (processor.QueryLanguage !== undefined) yield unknown([...place, "QueryLanguage"], "The processor of a Map");
      if (isJsonObject(processor.ProcessorConfig))
        yield* config(processor.ProcessorConfig, [...place, "ProcessorConfig"]);
    }
};

function* config(fields: JsonObject, keys: KeyPath): Iterable<Finding> {
  const { Mode, ExecutionType } = fields;
  const wrongMode = Mode === undefined ? undefined : mode.refusal(Mode);
  if (Mode !== undefined && wrongMode !== undefined) yield outOfRange([...keys, "Mode"], mode, Mode, wrongMode);
  if (Mode === "DISTRIBUTED" && ExecutionType === undefined)
    yield { code: "MISSING_FIELD", keys, data: { what: "A distributed Map", fields: ["ExecutionType"] } };
  if (ExecutionType === undefined) return;
  const wrongType = executionType.refusal(ExecutionType);
  if (wrongType !== undefined) yield outOfRange([...keys, "ExecutionType"], executionType, ExecutionType, wrongType);
  else if (Mode !== "DISTRIBUTED") yield unknown([...keys, "ExecutionType"], "An inline Map");
}

const unknown = (keys: KeyPath, what: string): Finding => ({
  code: "UNKNOWN_FIELD",
  keys,
  data: { what, field: String(keys.at(-1)) },
});
