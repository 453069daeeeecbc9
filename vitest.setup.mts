import { existsSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";

/** How long property, fuzz and soak tests go on: 1 by default, more in `npm run test:long`. */
const length = Math.max(1, Number(process.env.STEPBOOK_TEST_LENGTH ?? 1));

fc.configureGlobal({ numRuns: 100 * length });

/** Jobs of tests run in the tests' own Python, which has xgboost. */
const python = process.env.STEPBOOK_TEST_PYTHON ?? resolve(".venv-test", "bin", "python");
if (existsSync(python)) process.env.STEPBOOK_PYTHON ??= python;

/** Where a test plays a notebook, nothing is kept beside it, unless that is what it tries. */
process.env.STEPBOOK_STORE ??= "";
