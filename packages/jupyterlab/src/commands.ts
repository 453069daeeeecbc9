import type { ICommandPalette } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import {
  collapseAllIcon,
  copyIcon,
  downloadIcon,
  expandAllIcon,
  type LabIcon,
  redoIcon,
  searchIcon,
  stopIcon,
} from "@jupyterlab/ui-components";
import type { CommandRegistry } from "@lumino/commands";
import { DisposableSet, type IDisposable } from "@lumino/disposable";
import type { ViewAction } from "@stepbook/view";
import type { Icon } from "./icons";
import type { OpenViews } from "./open-views";

interface Row {
  readonly id: string;
  readonly action: ViewAction;
  readonly icon?: LabIcon;
  readonly label: string;
  readonly caption: string;
}

const rowsIn = (trans: TranslationBundle): readonly Row[] => [
  {
    id: "stepbook:fit",
    action: "fit",
    label: trans.__("Fit the Workflow Graph"),
    caption: trans.__("Show the whole graph"),
  },
  {
    id: "stepbook:zoom-in",
    action: "zoomIn",
    label: trans.__("Zoom In on the Workflow Graph"),
    caption: trans.__("Show the graph larger"),
  },
  {
    id: "stepbook:zoom-out",
    action: "zoomOut",
    label: trans.__("Zoom Out of the Workflow Graph"),
    caption: trans.__("Show the graph smaller"),
  },
  {
    id: "stepbook:turn",
    action: "turn",
    label: trans.__("Turn the Workflow Graph"),
    caption: trans.__("Let the graph grow down or to the right"),
  },
  {
    id: "stepbook:find-state",
    action: "search",
    icon: searchIcon,
    label: trans.__("Find State…"),
    caption: trans.__("Find a state of the workflow by its name, type or resource"),
  },
  {
    id: "stepbook:collapse-all",
    action: "collapseAll",
    icon: collapseAllIcon,
    label: trans.__("Collapse All States"),
    caption: trans.__("Show each Parallel and Map as one box"),
  },
  {
    id: "stepbook:expand-all",
    action: "expandAll",
    icon: expandAllIcon,
    label: trans.__("Expand All States"),
    caption: trans.__("Show what is inside each Parallel and Map"),
  },
  {
    id: "stepbook:follow",
    action: "follow",
    label: trans.__("Follow the Execution"),
    caption: trans.__("Move the graph to the states that run, or leave it where it is"),
  },
  {
    id: "stepbook:full-screen",
    action: "fullScreen",
    label: trans.__("Show the Workflow in Full Screen"),
    caption: trans.__("Give the view the whole screen, or take it back"),
  },
  {
    id: "stepbook:export-svg",
    action: "exportSvg",
    icon: downloadIcon,
    label: trans.__("Export the Workflow Graph as SVG"),
    caption: trans.__("Download the graph as a picture that scales"),
  },
  {
    id: "stepbook:export-png",
    action: "exportPng",
    icon: downloadIcon,
    label: trans.__("Export the Workflow Graph as PNG"),
    caption: trans.__("Download the graph as a picture of points"),
  },
  {
    id: "stepbook:export-definition",
    action: "exportAsl",
    icon: downloadIcon,
    label: trans.__("Export the Workflow’s Definition"),
    caption: trans.__("Download the definition in the Amazon States Language"),
  },
  {
    id: "stepbook:export-history",
    action: "exportHistory",
    icon: downloadIcon,
    label: trans.__("Export the Execution’s History"),
    caption: trans.__("Download the events of the execution as JSON"),
  },
  {
    id: "stepbook:copy-svg",
    action: "copySvg",
    icon: copyIcon,
    label: trans.__("Copy the Workflow Graph"),
    caption: trans.__("Copy the graph as SVG"),
  },
  {
    id: "stepbook:copy-definition",
    action: "copyAsl",
    icon: copyIcon,
    label: trans.__("Copy the Workflow’s Definition"),
    caption: trans.__("Copy the definition in the Amazon States Language"),
  },
  {
    id: "stepbook:stop",
    action: "stop",
    icon: stopIcon,
    label: trans.__("Stop the Execution…"),
    caption: trans.__("Stop the execution where it is, after a question"),
  },
  {
    id: "stepbook:redrive",
    action: "redrive",
    icon: redoIcon,
    label: trans.__("Redrive the Execution…"),
    caption: trans.__("Run the execution again from where it failed, after a question"),
  },
];

/** The palette's category of all our commands. */
export const categoryIn = (trans: TranslationBundle): string => trans.__("Step Functions");

/** A command each for what a reader can do with the view that was used last. */
export const addViewCommands = (
  commands: CommandRegistry,
  views: OpenViews,
  trans: TranslationBundle,
  palette: ICommandPalette | null,
): IDisposable => {
  const added = new DisposableSet();
  const rows = rowsIn(trans);
  const category = categoryIn(trans);
  for (const { id, action, icon, label, caption } of rows) {
    added.add(
      commands.addCommand(id, {
        label,
        caption,
        ...(icon && { icon: icon as Icon }),
        describedBy: { args: { type: "object", properties: {} } },
        isEnabled: () => views.current?.can(action) ?? false,
        execute: () => views.current?.run(action),
      }),
    );
    if (palette) added.add(palette.addItem({ command: id, category }));
  }
  const notify = (): void => {
    for (const { id } of rows) commands.notifyCommandChanged(id);
  };
  views.changed.connect(notify);
  added.add({ isDisposed: false, dispose: () => views.changed.disconnect(notify) });
  return added;
};
