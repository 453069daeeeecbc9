import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import type { ViewSettings } from "@stepbook/view";

/** The settings as a view takes them; `auto` leaves the direction to each workflow. */
export const settingsOf = ({ composite }: Pick<ISettingRegistry.ISettings, "composite">): Partial<ViewSettings> => {
  const { direction, follow, columns, reducedDetail } = composite;
  return {
    ...(direction === "down" || direction === "right" ? { direction } : {}),
    ...(typeof follow === "boolean" ? { follow } : {}),
    ...(Array.isArray(columns)
      ? { columns: columns.filter((column): column is string => typeof column === "string") }
      : {}),
    ...(typeof reducedDetail === "boolean" ? { reducedDetail } : {}),
  };
};
