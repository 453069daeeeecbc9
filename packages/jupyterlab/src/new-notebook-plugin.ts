import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { categoryIn } from "./commands";
import { notebookIcon, workflowIcon } from "./icons";
import { domain } from "./tokens";

const COMMAND = "stepbook:new-notebook";
const KERNEL = "tslab";
const NAME = "Step Functions";

/** Puts a notebook that works into the launcher. */
export const newNotebookPlugin: JupyterFrontEndPlugin<void> = {
  id: "@stepbook/jupyterlab:new-notebook",
  description: "Makes a notebook with a first Step Functions workflow, from the launcher, the menu or the palette.",
  autoStart: true,
  optional: [ITranslator, ILauncher, ICommandPalette, IMainMenu, IDefaultFileBrowser],
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    menu: IMainMenu | null,
    browser: IDefaultFileBrowser | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load(domain);
    const { commands, serviceManager } = app;
    const { contents, kernelspecs } = serviceManager;
    const hasKernel = (): boolean => Object.hasOwn(kernelspecs.specs?.kernelspecs ?? {}, KERNEL);
    commands.addCommand(COMMAND, {
      label: (args) => (args.isPalette ? trans.__("New Step Functions Notebook") : trans.__("Step Functions Notebook")),
      caption: trans.__("Make a notebook with a first Step Functions workflow"),
      icon: (args) => (args.isPalette ? workflowIcon : notebookIcon),
      describedBy: {
        args: {
          type: "object",
          properties: {
            cwd: { type: "string", description: trans.__("The folder; the one that is shown where it is left out") },
            isPalette: { type: "boolean", description: trans.__("Whether it is called from the palette") },
          },
        },
      },
      isVisible: hasKernel,
      isEnabled: hasKernel,
      execute: async ({ cwd }) => {
        const folder = typeof cwd === "string" ? cwd : (browser?.model.path ?? "");
        const { firstNotebook } = await import("./first-notebook");
        const path = await freePath(folder, NAME, (one) => exists(app, one));
        await contents.save(path, { type: "notebook", format: "json", content: firstNotebook() });
        return commands.execute("docmanager:open", { path, factory: "Notebook", kernel: { name: KERNEL } });
      },
    });
    palette?.addItem({ command: COMMAND, category: categoryIn(trans), args: { isPalette: true } });
    menu?.fileMenu.newMenu.addGroup([{ command: COMMAND }], 30);
    if (!launcher) return;
    void kernelspecs.ready.then(() => {
      if (!hasKernel()) return;
      // The launcher's own name of the category, in the words of JupyterLab.
      const lab = (translator ?? nullTranslator).load("jupyterlab");
      const kernelIconUrl = `data:image/svg+xml,${encodeURIComponent(notebookIcon.svgstr)}`;
      launcher.add({ command: COMMAND, category: lab.__("Notebook"), rank: 1, kernelIconUrl });
    });
    kernelspecs.specsChanged.connect(() => commands.notifyCommandChanged(COMMAND));
  },
};

const exists = async ({ serviceManager }: JupyterFrontEnd, path: string): Promise<boolean> => {
  try {
    await serviceManager.contents.get(path, { content: false });
    return true;
  } catch (error) {
    if ((error as { readonly response?: Response }).response?.status === 404) return false;
    throw error;
  }
};

const freePath = async (folder: string, name: string, isTaken: (path: string) => Promise<boolean>): Promise<string> => {
  for (let copy = 1; ; copy += 1) {
    const file = `${name}${copy === 1 ? "" : ` ${copy}`}.ipynb`;
    const path = folder === "" ? file : `${folder.replace(/\/$/, "")}/${file}`;
    if (!(await isTaken(path))) return path;
  }
};
