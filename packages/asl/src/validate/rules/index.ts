import type { Rule } from "../rule";
import { choices } from "./choices";
import { ends } from "./ends";
import { errors } from "./errors";
import { express } from "./express";
import { fields } from "./fields";
import { jsonataSyntax } from "./jsonata";
import { labels } from "./labels";
import { languages } from "./languages";
import { likelyPaths } from "./likely-paths";
import { names } from "./names";
import { pairs } from "./pairs";
import { paths } from "./paths";
import { processors } from "./processors";
import { reachable } from "./reachable";
import { readers } from "./readers";
import { resources } from "./resources";
import { shadowed } from "./shadowed";
import { sizes } from "./sizes";
import { structure } from "./structure";
import { targets } from "./targets";
import { types } from "./types";
import { unassigned } from "./unassigned";
import { values } from "./values";
import { variables } from "./variables";
import { waysOut } from "./ways-out";

/** Every rule, in the order in which its findings are told. */
export const rules: readonly Rule[] = [
  structure,
  types,
  fields,
  values,
  processors,
  readers,
  resources,
  express,
  waysOut,
  targets,
  names,
  choices,
  errors,
  languages,
  jsonataSyntax,
  paths,
  variables,
  unassigned,
  shadowed,
  labels,
  pairs,
  likelyPaths,
  ends,
  reachable,
  sizes,
];
