import type { Bundle, Display } from "./display";

interface Content {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: { readonly display_id: string };
}

type Write = (content: Content, isUpdate: boolean) => void;

interface TslabGlobals {
  readonly __tslab__?: {
    readonly require: {
      (name: "tslab"): { newDisplay(): { raw(mimeType: string, data: string): void } };
      readonly cache?: Readonly<
        Record<string, { readonly exports: { lastWriteDisplayData?: Write | null } } | undefined>
      >;
    };
  };
}

/** Whether this process is a tslab kernel. */
export function inTslab(): boolean {
  return (globalThis as TslabGlobals).__tslab__ !== undefined;
}

/**
 * An output of the tslab cell that runs now. tslab's own display sends one MIME type a message; the function beneath
 * it sends a whole bundle. It belongs to the cell that was current when it was taken.
 */
export function tslabDisplay(id: string): Display | undefined {
  const tslab = (globalThis as TslabGlobals).__tslab__;
  if (!tslab) return undefined;
  const write = bundleWriter(tslab.require.cache) ?? textWriter(tslab.require("tslab").newDisplay());
  let updates = false;
  return {
    show(bundle) {
      write({ data: bundle, metadata: {}, transient: { display_id: id } }, updates);
      updates = true;
    },
  };
}

function bundleWriter(cache: NonNullable<TslabGlobals["__tslab__"]>["require"]["cache"]): Write | undefined {
  const key = Object.keys(cache ?? {}).find((path) => /tslab[\\/]dist[\\/]jupyter\.js$/.test(path));
  return (key !== undefined && cache?.[key]?.exports.lastWriteDisplayData) || undefined;
}

/** For a tslab whose insides have changed: one type, the richest that every notebook shows. */
function textWriter(display: { raw(mimeType: string, data: string): void }): Write {
  return ({ data }) => {
    const type = ["image/svg+xml", "text/html"].find((mimeType) => typeof data[mimeType] === "string") ?? "text/plain";
    display.raw(type, data[type] as string);
  };
}
