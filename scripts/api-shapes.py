"""Writes packages/local/data/api-shapes.json: what the actions of AWS services answer, as Step Functions names it.

TestState checks mocked results against it. Made of the service models in botocore (Apache-2.0), of which it holds facts
only: names, types, bounds. To make it anew:

    python3 -m venv /tmp/shapes && /tmp/shapes/bin/pip install botocore==1.41.5
    /tmp/shapes/bin/python scripts/api-shapes.py

That version has the models of November 2025, by which Step Functions is known to check: it lags behind the services
(Lambda's MemorySize, say, is still at most 10240).

The format, read by packages/local/src/test-state/shapes.ts:

    services.<service>.actions.<action>   the shape of what the action answers
    services.<service>.shapes             a list; a shape is a letter, or the index of one in this list

    "s" string, "i" integer, "f" float, "o" boolean, "b" blob, "t" timestamp, "d" document (any JSON)
    [letter, {min, max, enum, pattern}]   one of these with bounds
    ["l", shape, {min, max}]              a list
    ["m", shape, {min, max}]              a map by names
    ["r", {member: shape}, [required]]    a record
"""

import json
import re
from pathlib import Path

import botocore
from botocore.loaders import Loader

# The name that Step Functions has for a service (after aws-sdk:), and botocore's.
SERVICES = {
    "athena": "athena",
    "batch": "batch",
    "bedrockruntime": "bedrock-runtime",
    "cloudwatch": "cloudwatch",
    "codebuild": "codebuild",
    "databrew": "databrew",
    "dynamodb": "dynamodb",
    "ecs": "ecs",
    "emr": "emr",
    "emrcontainers": "emr-containers",
    "emrserverless": "emr-serverless",
    "eventbridge": "events",
    "glue": "glue",
    "kinesis": "kinesis",
    "kms": "kms",
    "lambda": "lambda",
    "s3": "s3",
    "sagemaker": "sagemaker",
    "scheduler": "scheduler",
    "secretsmanager": "secretsmanager",
    "sfn": "stepfunctions",
    "sns": "sns",
    "sqs": "sqs",
    "ssm": "ssm",
    "sts": "sts",
}
LETTERS = {
    "string": "s", "character": "s", "integer": "i", "long": "i", "float": "f", "double": "f", "boolean": "o",
    "blob": "b", "timestamp": "t",
}


def pascal(name: str) -> str:
    """A name as the AWS SDK for Java, and so Step Functions, spells it: KMSKeyId is KmsKeyId."""
    name = re.sub(r"[^A-Za-z0-9]+", " ", name)
    name = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", name)
    name = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", name)
    name = " ".join(re.split(r"(?<=[a-z])(?=[A-Z](?:[a-zA-Z]|[0-9]))", name))
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", name)
    name = re.sub(r"([0-9])([a-zA-Z])", r"\1 \2", name)
    return "".join(word[:1].upper() + word[1:].lower() for word in name.split())


class Service:
    def __init__(self, model: dict):
        self.model = model["shapes"]
        self.shapes: list = []
        self.known: dict = {}
        self.actions = {}
        for name, operation in model["operations"].items():
            if operation.get("eventstream") or "output" not in operation:
                continue
            self.actions[name[:1].lower() + name[1:]] = self.ref(operation["output"]["shape"])

    def ref(self, name: str):
        if name in self.known:
            return self.known[name]
        shape = self.model[name]
        kind = shape["type"]
        if kind in LETTERS:
            bounds = {key: shape[key] for key in ("min", "max", "enum", "pattern") if key in shape}
            if kind not in ("string", "blob", "integer", "long", "float", "double"):
                bounds = {}
            if bounds.get("min") == 0:
                del bounds["min"]
            if len(bounds.get("enum", [])) > 60:  # such as instance types: there are new ones all the time
                del bounds["enum"]
            if "pattern" in bounds and not plain(bounds["pattern"]):
                del bounds["pattern"]
            self.known[name] = LETTERS[kind] if not bounds else self.add([LETTERS[kind], bounds])
        elif shape.get("document"):
            self.known[name] = "d"
        else:
            index = self.add(None)
            self.known[name] = index
            self.shapes[index] = self.nested(shape)
        return self.known[name]

    def nested(self, shape: dict):
        bounds = {key: shape[key] for key in ("min", "max") if shape.get(key)}
        if shape["type"] == "list":
            return ["l", self.ref(shape["member"]["shape"]), *([bounds] if bounds else [])]
        if shape["type"] == "map":
            return ["m", self.ref(shape["value"]["shape"]), *([bounds] if bounds else [])]
        members = {
            pascal(member): self.ref(value["shape"])
            for member, value in shape["members"].items()
            if not value.get("eventstream")
        }
        required = [pascal(member) for member in shape.get("required", [])]
        return ["r", members, *([required] if required else [])]

    def add(self, shape) -> int:
        if shape is not None and shape in self.shapes:
            return self.shapes.index(shape)
        self.shapes.append(shape)
        return len(self.shapes) - 1


def plain(pattern: str) -> bool:
    """Whether a pattern is short, says anything, and JavaScript reads it as Java does."""
    return len(pattern) <= 60 and not re.search(r"\\p\{|\(\?[^:=!]|\\[zZAQE]|&&|\[\[", pattern) and pattern not in (".*", ".+", "[\\s\\S]*", "[\\S\\s]*")


loader = Loader()
services = {}
for name, model in SERVICES.items():
    service = Service(loader.load_service_model(model, "service-2"))
    services[name] = {"actions": service.actions, "shapes": service.shapes}
target = Path(__file__).parent.parent / "packages/local/data/api-shapes.json"
source = f"Facts from the service models of botocore {botocore.__version__} (Apache-2.0), written by scripts/api-shapes.py"
lines = [f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}" for name, value in services.items()]
target.write_text(
    "{" + f'"source":{json.dumps(source)},\n"services":{{\n' + ",\n".join(lines) + "\n}}\n"
)
for name, value in services.items():
    print(f"{name:16} {len(value['actions']):4} actions {len(json.dumps(value, separators=(',', ':'))) // 1024:5} kB")
print(f"{target}: {target.stat().st_size // 1024} kB")
