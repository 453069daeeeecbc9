import { isJsonObject, type Json } from "@stepbook/asl";
import type { LocalStepFunctions } from "../src/index";
import { inTaskNames } from "../src/services/names";
import { checkResult } from "../src/test-state/check-result";
import { type ServiceShapes, type Shape, shapesOf } from "../src/test-state/shapes";

/** The operations, each of which fails where it answers what AWS's model of it does not allow. `asked` gets their names. */
export const heldAgainstModel = (api: LocalStepFunctions, asked: Set<string>): LocalStepFunctions => {
  const service = shapesOf("sfn")!;
  const checked = Object.entries(api).map(([name, operation]) => [
    name,
    async (input: unknown) => {
      const answer = await (operation as (input: unknown) => Promise<unknown>)(input);
      const told = inTaskNames(answer);
      asked.add(name);
      const shape = service.actions[name];
      if (shape === undefined) return answer;
      checkResult(`arn:aws:states:::aws-sdk:sfn:${name}`, told, "STRICT");
      const strangers = unknownIn(service, shape, told, name);
      if (strangers.length > 0) throw new Error(`AWS has no ${strangers.join(", ")}`);
      return answer;
    },
  ]);
  return Object.fromEntries(checked) as LocalStepFunctions;
};

/** The members of an answer that the model has not. */
const unknownIn = (service: ServiceShapes, shape: Shape, value: Json, path: string): readonly string[] => {
  const nested = typeof shape === "number" ? service.shapes[shape] : undefined;
  if (!nested) return [];
  if (nested[0] === "l")
    return (value as readonly Json[]).flatMap((item) => unknownIn(service, nested[1], item, `${path}[]`));
  if (nested[0] === "m")
    return Object.values(value as object).flatMap((item) => unknownIn(service, nested[1], item, `${path}{}`));
  if (nested[0] !== "r" || !isJsonObject(value)) return [];
  const members = nested[1];
  return Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(members, name) ? unknownIn(service, members[name]!, member, `${path}.${name}`) : [`${path}.${name}`],
  );
};
