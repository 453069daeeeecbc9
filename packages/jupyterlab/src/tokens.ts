import { Token } from "@lumino/coreutils";
import type { Page } from "./page";

/** The domain of our texts, by which translations of them are found. */
export const domain = "stepbook";

/** What all workflow views of the page have in common. */
export const IWorkflowPage = new Token<Page>(
  "@stepbook/jupyterlab:IWorkflowPage",
  "The workflow views of the page: their settings, and which of them was used last.",
);
