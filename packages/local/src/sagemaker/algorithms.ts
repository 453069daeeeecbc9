import { join } from "node:path";
import { JobFailure } from "./failure";

/** A program of ours that does the work of an image. */
interface Algorithm {
  /** The file in the package's data folder. */
  readonly driver: string;
}

/** The images that have a program of ours, by the name of their repository. */
const algorithms: Readonly<Record<string, Algorithm>> = {
  xgboost: { driver: "xgboost_train.py" },
  "sagemaker-xgboost": { driver: "xgboost_train.py" },
};

/** The repository of an image: `…amazonaws.com/sagemaker-xgboost:1.7-1` is `sagemaker-xgboost`. */
export const repositoryOf = (image: string): string => image.slice(image.lastIndexOf("/") + 1).replace(/[@:].*$/s, "");

/** The Python program that does what an image does. */
export const driverOf = (image: string): string => {
  const repository = repositoryOf(image);
  const algorithm = Object.hasOwn(algorithms, repository) ? algorithms[repository] : undefined;
  if (algorithm) return join(__dirname, "..", "..", "data", algorithm.driver);
  throw new JobFailure(
    "ClientError",
    `No container runs here, so the image ${image} can't: give its estimator a script (sagemaker_program and sagemaker_submit_directory), or register a function for the task's resource in local({ functions }). Without either, these images run: ${Object.keys(algorithms).join(", ")}`,
  );
};
