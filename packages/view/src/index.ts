export {
  DEFAULT_SETTINGS,
  type Memory,
  STATE_COLUMNS,
  type StateColumn,
  type ViewAction,
  type ViewSettings,
  type WorkflowViewHandle,
  type WorkflowViewOptions,
} from "./options";
export { createWorkflowView } from "./workflow-view";
