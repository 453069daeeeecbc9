import type { StepFunctionsApi } from "@stepbook/asl";

export declare function serveStepFunctions(
  api: StepFunctionsApi,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }>;
