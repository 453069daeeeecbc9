import type { StateMachine } from "@stepbook/asl";
import { pass, task } from "./shapes";

const Retry = [{ ErrorEquals: ["SageMaker.AmazonSageMakerException"], IntervalSeconds: 30, MaxAttempts: 2 }];
const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Alert the team" }];

/** A nightly training pipeline: branches, a tuning Map, a review, a poll, and one handler for all. */
export const training: StateMachine = {
  QueryLanguage: "JSONata",
  StartAt: "Validate input",
  States: {
    "Validate input": task("lambda:invoke", "Prepare features", { Arguments: { FunctionName: "validate" }, Catch }),
    "Prepare features": {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "Extract tabular",
          States: {
            "Extract tabular": task("glue:startJobRun.sync", "Impute missing"),
            "Impute missing": task("lambda:invoke"),
          },
        },
        {
          StartAt: "Embed text",
          States: { "Embed text": task("sagemaker:createProcessingJob.sync", undefined, { Retry }) },
        },
      ],
      Catch,
      Next: "Tune models",
    },
    "Tune models": {
      Type: "Map",
      Items: "{% $states.input.grid %}",
      MaxConcurrency: 4,
      ItemProcessor: {
        StartAt: "Train candidate",
        States: {
          "Train candidate": task("sagemaker:createTrainingJob.sync", "Evaluate", {
            Retry,
            Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Record failure" }],
          }),
          Evaluate: task("sagemaker:createTransformJob.sync"),
          "Record failure": pass(),
        },
      },
      Catch,
      Next: "AUC good enough?",
    },
    "AUC good enough?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.best.auc >= 0.9 %}", Next: "Register model" }],
      Default: "Ask for review",
    },
    "Ask for review": task("sqs:sendMessage.waitForTaskToken", "Register model"),
    "Register model": task("sagemaker:createModel", "Deploy endpoint"),
    "Deploy endpoint": task("sagemaker:createEndpoint", "Wait 30 s", { Catch }),
    "Wait 30 s": { Type: "Wait", Seconds: 30, Next: "Endpoint status" },
    "Endpoint status": task("aws-sdk:sagemaker:describeEndpoint", "In service?"),
    "In service?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.EndpointStatus = 'InService' %}", Next: "Trained" }],
      Default: "Wait 30 s",
    },
    Trained: { Type: "Succeed" },
    "Alert the team": task("sns:publish", "Not trained"),
    "Not trained": { Type: "Fail", Error: "TrainingFailed" },
  },
};
