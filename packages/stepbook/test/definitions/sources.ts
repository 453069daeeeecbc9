import type { StateMachine } from "@stepbook/asl";
import ts from "typescript";
import * as stepbook from "../../src/index";

/** The definition that a source assembles, run as a module of its own. */
export function definitionOf(source: string): StateMachine {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  if (diagnostics && diagnostics.length > 0)
    throw new Error(ts.flattenDiagnosticMessageText(diagnostics[0]!.messageText, "\n"));
  const exported: { [name: string]: { readonly definition: StateMachine } } = {};
  new Function("require", "exports", outputText)((name: string) => {
    if (name === "stepbook") return stepbook;
    throw new Error(`The source imports ${name}.`);
  }, exported);
  const made = Object.values(exported);
  if (made.length !== 1) throw new Error(`The source exports ${made.length} values, not one workflow.`);
  return made[0]!.definition;
}
