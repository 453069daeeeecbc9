import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { IStateDB } from "@jupyterlab/statedb";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { addViewCommands } from "./commands";
import { workflowIcon } from "./icons";
import { askFrom } from "./kernel";
import { memoryOf } from "./memory";
import { rendererFactory } from "./mime";
import { OpenViews } from "./open-views";
import type { Page } from "./page";
import { settingsOf } from "./settings";
import { domain, IWorkflowPage } from "./tokens";

/** Shows workflows in outputs, with their settings and commands. */
export const viewsPlugin: JupyterFrontEndPlugin<Page> = {
  id: "@stepbook/jupyterlab:plugin",
  description: "Shows Step Functions workflows, and their executions live, in outputs.",
  autoStart: true,
  provides: IWorkflowPage,
  requires: [IRenderMimeRegistry],
  optional: [ISettingRegistry, ITranslator, ICommandPalette, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    registry: IRenderMimeRegistry,
    settings: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    state: IStateDB | null,
  ): Page => {
    const trans = (translator ?? nullTranslator).load(domain);
    const views = new OpenViews();
    const page: Page = {
      views,
      askFrom: (node) => askFrom(app, node, trans),
      translate: trans.__.bind(trans),
      ...(state && { memory: memoryOf(state, viewsPlugin.id) }),
    };
    // The schema names the icon before anything else uses it.
    void workflowIcon;
    registry.addFactory(rendererFactory(page));
    addViewCommands(app.commands, views, trans, palette);
    const apply = (loaded: ISettingRegistry.ISettings): void => {
      views.settings = settingsOf(loaded);
    };
    settings
      ?.load(viewsPlugin.id)
      .then((loaded) => {
        loaded.changed.connect(apply);
        apply(loaded);
      })
      .catch((error: unknown) => console.error("The settings of Step Functions can't be read:", error));
    return page;
  },
};
