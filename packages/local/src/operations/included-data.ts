import type { DescribeExecutionOutput, IncludedData } from "@stepbook/asl";
import { checkChoice } from "../checks";

/** Whether data is told, and not only what is no secret. */
export const isIncluded = (includedData: IncludedData | undefined): boolean => {
  checkChoice("includedData", includedData, ["ALL_DATA", "METADATA_ONLY"]);
  return includedData !== "METADATA_ONLY";
};

/** The input and the output, or that they are left out. */
export const dataOf = (
  input: string,
  { output, error, cause }: Pick<DescribeExecutionOutput, "output" | "error" | "cause">,
  included: boolean,
) => ({
  ...(included ? { input } : {}),
  inputDetails: { included },
  ...(included && output !== undefined ? { output } : {}),
  ...(output === undefined ? {} : { outputDetails: { included } }),
  ...(included && error !== undefined ? { error } : {}),
  ...(included && cause !== undefined ? { cause } : {}),
});
