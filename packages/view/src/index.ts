export { createWorkflowView, type WorkflowViewHandle, type WorkflowViewOptions } from "./workflow-view";
