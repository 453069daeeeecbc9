import { place, type Scope } from "../assemble/places";
import { quote, StepbookError } from "../errors";
import type { Mention } from "../steps/step";
import type { Source } from "./script";

/** A source that is packed here, and where its archive belongs. */
export type LocalSource = Required<Source> & { readonly uri: string };

/** What must be packed and uploaded before steps can run, wherever in the workflow they stand. */
export function sourcesOf(steps: readonly Mention[]): readonly LocalSource[] {
  const found = new Map<string, LocalSource>();
  for (const source of within(place(steps))) {
    if (!isLocal(source)) continue;
    const { uri, from } = source;
    const other = found.get(uri)?.from ?? from;
    if (other.entryPoint !== from.entryPoint || other.sourceDir !== from.sourceDir)
      throw new StepbookError(
        `${quote(other.entryPoint)} and ${quote(from.entryPoint)} are two scripts with one place, ${quote(uri)}: give their jobs two names, or their estimators two of codeLocation.`,
      );
    found.set(uri, source);
  }
  return [...found.values()];
}

const isLocal = (source: Source): source is LocalSource => source.from !== undefined && typeof source.uri === "string";

function within(scope: Scope): readonly Source[] {
  return scope.places.flatMap((at) => [...(at.data.sources ?? []), ...at.bodies.flatMap(within)]);
}
