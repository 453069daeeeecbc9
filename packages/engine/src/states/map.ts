import type { ItemProcessor } from "@stepbook/asl";
import { compileDistributed } from "./map/distributed";
import { compileInline } from "./map/inline";
import type { CompileState } from "./place";

const modes = { INLINE: compileInline, DISTRIBUTED: compileDistributed } as const;

/** Runs its processor for each item of a list, and gives the list of what they give. */
export const compileMap: CompileState = (place) => {
  const field = place.fields.ItemProcessor === undefined ? "Iterator" : "ItemProcessor";
  const processor = place.fields[field] as unknown as ItemProcessor;
  const scope = place.scope(processor, [field]);
  return modes[processor.ProcessorConfig?.Mode ?? "INLINE"](place, scope, processor);
};
