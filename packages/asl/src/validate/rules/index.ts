import type { Rule } from "../rule";
import { choices } from "./choices";
import { ends } from "./ends";
import { errors } from "./errors";
import { fields } from "./fields";
import { jsonataSyntax } from "./jsonata";
import { labels } from "./labels";
import { languages } from "./languages";
import { names } from "./names";
import { pairs } from "./pairs";
import { paths } from "./paths";
import { reachable } from "./reachable";
import { structure } from "./structure";
import { targets } from "./targets";
import { types } from "./types";
import { values } from "./values";
import { variables } from "./variables";
import { waysOut } from "./ways-out";

/** Every rule, in the order in which its findings are told. */
export const rules: readonly Rule[] = [
  structure,
  types,
  fields,
  values,
  waysOut,
  targets,
  names,
  choices,
  errors,
  languages,
  jsonataSyntax,
  paths,
  variables,
  labels,
  pairs,
  ends,
  reachable,
];
