import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { askFrom } from "./kernel";
import { rendererFactory } from "./mime";

const plugin: JupyterFrontEndPlugin<void> = {
  id: "@stepbook/jupyterlab:plugin",
  description: "Shows Step Functions workflows, and their executions live, in outputs.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (app: JupyterFrontEnd, registry: IRenderMimeRegistry) =>
    registry.addFactory(rendererFactory((node) => askFrom(app, node))),
};

export default plugin;
