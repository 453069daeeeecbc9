import type { Substitutes } from "../compile";
import type { Fields, Flow } from "../data/flow";
import type { Note } from "./inspection";

type CompileFlow = Parameters<NonNullable<Substitutes["flow"]>>[0];

/** A flow by paths that tells what each of its stages gives: one flow of a single stage after the other. */
export const inspectPathFlow = (compile: CompileFlow, fields: Fields, note: Note): Flow => {
  const whole = compile(fields);
  const select = compile({ ResultSelector: fields.ResultSelector, Assign: fields.Assign });
  const merge = compile({ ResultPath: fields.ResultPath });
  const filter = compile({ OutputPath: fields.OutputPath });
  const isConstant = fields.Type === "Pass" && fields.Result !== undefined;
  return {
    *input(visit) {
      const input = yield* whole.input(visit);
      if (!isConstant) note("afterInputPath", input);
      return input;
    },
    *parameters(visit, input) {
      const made = yield* whole.parameters(visit, input);
      note("afterParameters", made);
      return made;
    },
    *leave(visit, input, result) {
      if (result === undefined) return yield* whole.leave(visit, input, undefined);
      if (fields.Type !== "Pass" || isConstant) note("result", result);
      const { output: selected, assigned } = yield* select.leave(visit, input, result);
      note("afterResultSelector", selected);
      const { output: combined } = yield* merge.leave(visit, input, selected);
      note("afterResultPath", combined);
      return { ...(yield* filter.leave(visit, input, combined)), assigned };
    },
  };
};

/** A flow by expressions that tells what it works on. */
export const inspectExpressionFlow = (compile: CompileFlow, fields: Fields, note: Note): Flow => {
  const whole = compile(fields);
  return {
    input: whole.input,
    *parameters(visit, input) {
      const made = yield* whole.parameters(visit, input);
      note("afterArguments", made);
      return made;
    },
    leave(visit, input, result) {
      if (result !== undefined) note("result", result);
      return whole.leave(visit, input, result);
    },
  };
};
