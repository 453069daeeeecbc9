import { executionInput, jsonPath, map, pass } from "stepbook";
import { machine, pathOf } from "./say.mjs";

const input = executionInput({ Name: String, N: Number, Deep: { Er: Number, L: { x: Boolean } } });

/** Placeholders and the order in which they may be used. */
export const placeholders = {
  "placeholder.jsonpath": () => {
    const e = executionInput({ a: { "b c": [String] }, t: String });
    const before = pass("A");
    const s = before.output;
    return [e.a, e.a["b c"][0], e, s.x[3].y, s, e.t].map((each) => pathOf(each, before, e));
  },
  "placeholder.in_parameters": () => {
    const a = pass("A");
    const b = pass("B", {
      output: {
        n: input.Name,
        o: a.output.k,
        d: { er: input.Deep.Er },
        lit: "$.x",
        raw: jsonPath("$.y"),
        list: [{ m: input.Name }, 1, "s"],
      },
    });
    return machine(a, b, { input });
  },
  "placeholder.immutable.error": () => input.Missing,
  "placeholder.bad_get_key.error": () => input.at(null),
  "placeholder.order_validation.error": () => {
    const a = pass("A");
    return machine(a, pass("B"), pass("C", { output: { k: a.output.x } }));
  },
  "placeholder.order_validation_misses_lists": () => {
    const a = pass("A");
    return machine(a, pass("B"), pass("C", { output: { l: [{ e: a.output.x }] } }));
  },
  "placeholder.order_validation_misses_map_iterator_head": () => {
    const a = pass("A");
    return machine(a, map("M", { items: jsonPath("$"), each: () => pass("I", { output: { k: a.output.x } }) }));
  },
};
