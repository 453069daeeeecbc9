// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Given, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface ElementalInferenceSettings {
  readonly feedConfigurationSource?: Given<ElementalInferenceFeedConfigurationSource>;
}

interface ElementalInferenceFeedConfigurationSource {
  readonly feedArn?: Text;
}

/** What `mediaconvert.createJob` takes. */
export interface MediaconvertCreateJobParameters {
  readonly role: Text;
  readonly settings: Data;
  readonly accelerationSettings?: Data;
  readonly billingTagsSource?: Choice<"QUEUE" | "PRESET" | "JOB_TEMPLATE" | "JOB">;
  readonly clientRequestToken?: Text;
  readonly elementalInferenceSettings?: Given<ElementalInferenceSettings>;
  readonly hopDestinations?: Data;
  readonly jobEngineVersion?: Text;
  readonly jobTemplate?: Text;
  readonly priority?: Numeric;
  readonly queue?: Text;
  readonly simulateReservedQueue?: Choice<"DISABLED" | "ENABLED">;
  readonly statusUpdateInterval?: Text;
  readonly tags?: Named<Text>;
  readonly userMetadata?: Named<Text>;
}

/** What `mediaconvert.createJob` gives. */
export interface MediaconvertCreateJobResult {
  Job: Any;
}

/**
 * AWS Elemental MediaConvert.
 *
 * @example mediaconvert.createJob("Convert", { role: roleArn, settings: { Inputs: [{ FileInput: input.file }] } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html
 */
export const mediaconvert: {
  /**
   * Converts media, and waits for its end unless `waitFor` says otherwise. The settings are in AWS's own words.
   *
   * @example mediaconvert.createJob("Convert", { role: roleArn, settings: { Inputs: [{ FileInput: input.file }] } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html
   */
  readonly createJob: ServiceStep<
    MediaconvertCreateJobParameters,
    { completion: Any; response: MediaconvertCreateJobResult },
    "completion"
  >;
} = {
  createJob: serviceStep("mediaconvert:createJob"),
};
