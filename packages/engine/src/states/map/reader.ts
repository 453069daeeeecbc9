import type { Json } from "@stepbook/asl";
import type { Fields } from "../../data/flow";
import { compileField } from "../../data/jsonata";
import { compileTemplate } from "../../data/template";
import { only, type Steps } from "../../fiber";
import { TaskError } from "../../host";
import type { ItemSource, ReaderConfig } from "../../map-host";
import { sourcesOf, type Visit } from "../../visit";
import type { Place } from "../place";
import { compileNumber } from "./numbers";

/** The most items that one reader gives. */
const most = 100_000_000;

type Read = (visit: Visit, input: Json) => Steps<ItemSource>;

/** ItemReader: where the items of a distributed Map come from, if not from its input. */
export const compileReader = (place: Place): Read | undefined => {
  if (place.fields.ItemReader === undefined) return undefined;
  const reader = place.fields.ItemReader as Fields;
  const action = String(reader.Resource).split(":").at(-1)!;
  const parameters = compileParameters(place, reader.Parameters ?? reader.Arguments ?? {}, "ItemReader");
  const { MaxItems, MaxItemsPath, ...config } = (reader.ReaderConfig ?? {}) as Fields;
  const readConfig = compileConfig(place, config as Json, "ItemReader/ReaderConfig");
  const bounds = {
    ...(MaxItems === undefined ? {} : { MaxItems }),
    ...(MaxItemsPath === undefined ? {} : { MaxItemsPath }),
  };
  const maxItems = compileNumber({ ...place, fields: bounds }, "MaxItems", "ItemReader/ReaderConfig");
  return function* (visit, input) {
    const made = yield* parameters(visit, input);
    const bound = (yield* maxItems(visit, input)) ?? 0;
    const given = (yield* readConfig(visit, input)) as ReaderConfig;
    return { action, parameters: made, config: { ...given, MaxItems: bound === 0 ? most : Math.min(bound, most) } };
  };
};

/** Refuses what AWS finds out only when it reads. */
export const checkSource = ({ config }: ItemSource): void => {
  if ((config.MaxItems ?? 0) < 0) throw new TaskError("States.ItemReaderFailed", "field MaxItems must be positive");
};

type ReadJson = (visit: Visit, input: Json) => Steps<Json>;

/** What a reader or writer calls its action with: a template of paths, or a value with expressions. */
export const compileParameters = (place: Place, value: Json, within: string): ReadJson => {
  if (place.language === "JSONata") return compileConfig(place, value, `${within}/Arguments`);
  const template = compileTemplate(value);
  return (visit, input) => only(template(sourcesOf(visit, input)));
};

/** A value that may hold expressions where the language is JSONata, and else stands as it is. */
export const compileConfig = (place: Place, value: Json, location: string): ReadJson => {
  const compiled = place.language === "JSONata" ? compileField(value, location) : value;
  if (typeof compiled !== "function") return () => only(compiled);
  return (visit, input) => compiled(sourcesOf(visit, null), { input });
};
