import { textOfPath } from "../../paths";
import { transitionsOf } from "../../transitions";
import { nearest } from "../nearest";
import type { Rule } from "../rule";
import type { ScopeFound, Subject } from "../subject";

/** StartAt, Next, Default and the Next of rules and catchers name a state of the same scope. */
export const targets: Rule = function* (subject) {
  for (const scope of subject.scopes) {
    const { StartAt } = scope.fields;
    if (typeof StartAt === "string" && scope.states.every(({ name }) => name !== StartAt))
      yield dangling(subject, scope, [...scope.keys, "StartAt"], '"StartAt"', StartAt);
    for (const { name, fields, keys } of scope.states)
      for (const way of transitionsOf(fields as never))
        if (!Object.hasOwn(scope.fields.States as object, way.target))
          yield dangling(subject, scope, [...keys, ...way.keys], JSON.stringify(name), way.target);
  }
};

const dangling = (
  { states }: Subject,
  scope: ScopeFound,
  keys: readonly (string | number)[],
  from: string,
  target: string,
) => {
  const elsewhere = states.find(({ name }) => name === target);
  const near = nearest(
    target,
    scope.states.map(({ name }) => name),
  );
  return {
    code: "DANGLING_TARGET" as const,
    keys,
    data: {
      from,
      target,
      ...(elsewhere ? { elsewhere: textOfPath(elsewhere.keys) } : {}),
      ...(near === undefined ? {} : { nearest: near }),
    },
  };
};
