import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, WidgetTracker } from "@jupyterlab/apputils";
import type { DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import type { Widget } from "@lumino/widgets";
import { categoryIn } from "./commands";
import { GraphFactory } from "./document/graph-factory";
import { isDefinition, isTextOpen, textEditorOf } from "./document/text-editor";
import { workflowIcon } from "./icons";
import type { Page } from "./page";
import { domain, IWorkflowPage } from "./tokens";

const FACTORY = "Workflow Graph";
const FILE_TYPES = ["asl-json", "asl-yaml"];

/** Whether this page can show two documents side by side, as JupyterLab does and Notebook does not. */
const hasSplits = (app: JupyterFrontEnd): boolean => app.name === "JupyterLab";

/** Opens definitions that are written in files as graphs. */
export const documentsPlugin: JupyterFrontEndPlugin<void> = {
  id: "@stepbook/jupyterlab:documents",
  description: "Opens .asl.json and .asl.yaml files as a graph beside their text, with what is wrong with them.",
  autoStart: true,
  requires: [IWorkflowPage],
  optional: [ITranslator, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    page: Page,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
  ): void => {
    const trans = (translator ?? nullTranslator).load(domain);
    const { docRegistry, commands, shell } = app;
    docRegistry.addFileType({
      name: "asl-json",
      displayName: trans.__("Step Functions Definition (JSON)"),
      extensions: [".asl.json"],
      mimeTypes: ["application/json"],
      contentType: "file",
      fileFormat: "text",
      icon: workflowIcon,
    });
    docRegistry.addFileType({
      name: "asl-yaml",
      displayName: trans.__("Step Functions Definition (YAML)"),
      extensions: [".asl.yaml", ".asl.yml"],
      mimeTypes: ["text/yaml"],
      contentType: "file",
      fileFormat: "text",
      icon: workflowIcon,
    });
    const editor = textEditorOf(app);
    const factory = new GraphFactory(
      {
        name: FACTORY,
        label: trans.__("Workflow Graph"),
        modelName: "text",
        fileTypes: FILE_TYPES,
        defaultFor: FILE_TYPES,
        ...(translator && { translator }),
      },
      page,
      editor,
      trans,
    );
    const tracker = new WidgetTracker<DocumentWidget<Widget, DocumentRegistry.ICodeModel>>({
      namespace: "stepbook-graph",
    });
    let isRestored = false;
    void app.restored.then(() => {
      isRestored = true;
    });
    factory.widgetCreated.connect((_, widget) => {
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      // A graph that is opened has its text at its left, and others beside it; one that is restored stays where it was.
      if (!isRestored || !hasSplits(app)) return;
      void widget.revealed.then(() => {
        const { path } = widget.context;
        const other = tracker.find((one) => one !== widget);
        if (other && !isTextOpen(app, path)) shell.add(widget, "main", { mode: "tab-after", ref: other.id });
        if (!isTextOpen(app, path)) editor.open(path, widget);
      });
    });
    docRegistry.addWidgetFactory(factory as DocumentRegistry.WidgetFactory);
    if (restorer)
      void restorer.restore(tracker, {
        command: "docmanager:open",
        args: ({ context }) => ({ path: context.path, factory: FACTORY }),
        name: ({ context }) => context.path,
      });
    const pathOf = (args: { readonly path?: unknown }): string | undefined => {
      if (typeof args.path === "string") return args.path;
      const { context } = (shell.currentWidget ?? {}) as { readonly context?: { readonly path?: string } };
      return context?.path !== undefined && isDefinition(context.path) ? context.path : undefined;
    };
    commands.addCommand("stepbook:open-graph", {
      label: trans.__("Open Workflow Graph"),
      caption: trans.__("Show the definition that is being edited as a graph beside its text"),
      icon: workflowIcon,
      describedBy: {
        args: {
          type: "object",
          properties: {
            path: {
              type: "string",
              description: trans.__("The file of the definition; that of the current document where it is left out"),
            },
          },
        },
      },
      isEnabled: (args) => pathOf(args) !== undefined,
      execute: async (args) => {
        const path = pathOf(args);
        if (path === undefined) return;
        const beside = shell.currentWidget;
        await commands.execute("docmanager:open", {
          path,
          factory: FACTORY,
          options: { mode: "split-right", ...(beside && { ref: beside.id }) },
        });
      },
    });
    palette?.addItem({ command: "stepbook:open-graph", category: categoryIn(trans) });
  },
};
