import { describe, expect, it } from "vitest";
import { imageUri } from "./images";

describe("imageUri", () => {
  it.each([
    [
      "xgboost",
      { version: "1.7-1", region: "eu-central-1" },
      "492215442770.dkr.ecr.eu-central-1.amazonaws.com/sagemaker-xgboost:1.7-1",
    ],
    [
      "xgboost",
      { version: "1.0-1", region: "us-east-1" },
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.0-1-cpu-py3",
    ],
    [
      "xgboost",
      { version: "latest", region: "us-east-1" },
      "811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest",
    ],
    ["pca", { region: "us-east-1" }, "382416733822.dkr.ecr.us-east-1.amazonaws.com/pca:1"],
    [
      "sklearn",
      { version: "0.23-1", region: "us-east-1", instanceType: "ml.m5.large" },
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:0.23-1-cpu-py3",
    ],
    [
      "pytorch",
      { version: "2.0.0", region: "us-east-1", instanceType: "ml.p3.2xlarge" },
      "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0.0-gpu-py310",
    ],
    [
      "pytorch",
      { version: "1.8.1", region: "us-east-1", instanceType: "ml.m5.large", pyVersion: "py3", scope: "inference" },
      "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:1.8.1-cpu-py3",
    ],
    [
      "pytorch",
      { version: "2.0.0", region: "us-east-1", instanceType: "ml.c7g.large", scope: "inference" },
      "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.0.0-cpu-py310-ubuntu20.04-sagemaker",
    ],
    [
      "xgboost",
      { version: "1.5-1", region: "us-east-1", instanceType: "ml.c6g.large", scope: "inference" },
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.5-1-arm64",
    ],
    [
      "tensorflow",
      { version: "2.3.0", region: "us-east-1", instanceType: "ml.m5.large", scope: "inference" },
      "763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference:2.3.0-cpu",
    ],
    [
      "tensorflow",
      { version: "1.13.1", region: "us-east-1", instanceType: "ml.m5.large", pyVersion: "py2" },
      "520713654638.dkr.ecr.us-east-1.amazonaws.com/sagemaker-tensorflow-scriptmode:1.13.1-cpu-py2",
    ],
    [
      "pytorch",
      { version: "2.1.0", region: "cn-north-1", instanceType: "ml.m5.large" },
      "727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn/pytorch-training:2.1.0-cpu-py310",
    ],
  ] as const)("%s %o", (framework, options, uri) => {
    expect(imageUri(framework, options)).toBe(uri);
  });

  it.each([
    ["xgbost", {}, /has no image "xgbost"\. Did you mean "xgboost"\? There are: xgboost, sklearn/],
    ["constructor", {}, /has no image "constructor"/],
    ["xgboost", { version: "1.7-2" }, /has no version "1.7-2"\. Did you mean .* There are: 1, .*1\.7-1/],
    ["xgboost", { version: "1.7" }, /has no version "1\.7"\. Did you mean "1\.7-1"/],
    ["xgboost", {}, /needs a version\. There are:/],
    [
      "xgboost",
      { version: "1.7-1", region: "eu-cental-1" },
      /no image in the region "eu-cental-1"\. Did you mean "eu-central-1"/,
    ],
    ["pytorch", { version: "2.1.0" }, /images for cpu and gpu: give instanceType/],
    ["pytorch", { version: "2.1.0", instanceType: "m5.large" }, /Did you mean "ml\.m5\.large"/],
    [
      "pytorch",
      { version: "2.1.0", instanceType: "ml.m5.large", pyVersion: "py39" },
      /no image of version "2\.1\.0" with pyVersion "py39"\..* There are: py310/,
    ],
    [
      "sklearn",
      { version: "1.2-1", instanceType: "ml.p3.2xlarge" },
      /images for cpu alone, but "ml.p3.2xlarge" has a gpu/,
    ],
    ["pca", { scope: "serving" }, /has no scope "serving"\. There are: inference, training/],
    ["pca", { verison: "1" }, /has no option "verison"\. Did you mean "version"/],
  ])("refuses %s %o", (framework, options, message) => {
    expect(() => imageUri(framework, options as object)).toThrow(message);
  });
});
