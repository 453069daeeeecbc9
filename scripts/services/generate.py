"""Writes packages/stepbook/src/services from table.json and the service models of botocore.

Run it with a Python that has botocore: .venv-test/bin/python scripts/services/generate.py
"""

import gzip
import json
import os
import re
from pathlib import Path

import botocore

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "packages/stepbook/src/services"
TABLE = json.loads((HERE / "table.json").read_text())
DATA = HERE.parent.parent / "packages/stepbook/data/integrations.json"
MODELS = {}
# How deep parameters have types: below, they are checked when the step is made. Types cost every cell its time.
DEEPEST = 3
# What TypeScript or the file itself has under these names.
TAKEN = {"Record", "Map", "Object", "Error", "Function", "Date", "Data", "Given", "Text", "Step", "List", "Number"}
SCALARS = {
    **dict.fromkeys(["string", "character"], "Text"),
    **dict.fromkeys(["integer", "long", "float", "double", "bigdecimal"], "Numeric"),
    "boolean": "Flag",
    "timestamp": "Moment",
    "blob": "Data",
}
WORDS = {"text": "Text", "flag": "Flag", "data": "Data", "numeric": "Numeric"}


def model(service):
    if service not in MODELS:
        folder = Path(botocore.__file__).parent / "data" / service
        newest = sorted(os.listdir(folder))[-1]
        with gzip.open(folder / newest / "service-2.json.gz") as file:
            MODELS[service] = json.load(file)
    return MODELS[service]


def upper(name):
    return name[0].upper() + name[1:]


def camel(name):
    """AWS's name with the word that it begins with in lower case: KMSKeyId is kmsKeyId."""
    run = re.match(r"[A-Z]+(?![a-z])", name)
    head = run.group(0) if run else name[0]
    return head.lower() + name[len(head) :]


class Writer:
    """The interfaces of one service, and the casing of what its actions take."""

    def __init__(self, service):
        self.service = service
        self.interfaces = {}
        self.trees = {}

    def named(self, shape_name, omit=()):
        """The type and the tree of a shape of the model: 'emr:StepConfig', 'emr:Config-Member'."""
        source, rest = shape_name.split(":")
        name, *less = rest.split("-")
        return self.shape(source, name, [], set(less))

    def shape(self, source, name, seen, omit=frozenset(), data=(), path=""):
        shape = model(source)["shapes"][name]
        kind = shape["type"]
        if path in data:
            return "Data", 0
        if name == "AttributeValue" and source == "dynamodb":
            return "Data", 0
        if kind == "structure":
            if name in seen or shape.get("document"):
                return "Data", 0
            return self.structure(source, name, shape, [*seen, name], omit, data, path)
        if kind == "list":
            type_, tree = self.shape(source, shape["member"]["shape"], seen, frozenset(), data, path)
            return f"List<{type_}>", [tree] if tree else 0
        if kind == "map":
            type_, tree = self.shape(source, shape["value"]["shape"], seen, frozenset(), data, path)
            return f"Named<{type_}>", {"*": tree} if tree else 0
        values = shape.get("enum", [])
        if kind == "string" and 0 < len(values) <= 12:
            return "Choice<" + " | ".join(json.dumps(value) for value in values) + ">", 0
        return SCALARS[kind], 0

    def structure(self, source, name, shape, seen, omit, data, path):
        if len(seen) > DEEPEST:
            return "Data", self.tree_of(source, shape, seen)
        own = upper(name) + ("Value" if upper(name) in TAKEN else "") + ("Part" if omit else "")
        if own in self.interfaces and not any(each.startswith(path + ".") for each in data):
            return f"Given<{own}>", self.trees[own]
        members, tree = [], {}
        # Recursive structures refer to themselves.
        self.interfaces[own], self.trees[own] = [], 0
        for member, target in shape.get("members", {}).items():
            if member in omit or target.get("deprecated") or target.get("location") == "statusCode":
                continue
            there = f"{path}.{upper(member)}" if path else upper(member)
            type_, inner = self.shape(source, target["shape"], seen, frozenset(), data, there)
            key = camel(upper(member))
            tree[self.key(key, upper(member))] = inner
            members.append((key, member in shape.get("required", []), type_))
        self.interfaces[own], self.trees[own] = members, tree
        return f"Given<{own}>", tree

    def tree_of(self, source, shape, seen):
        """The casing of what is too deep to have types of its own."""
        tree = {}
        for member, target in shape.get("members", {}).items():
            if not target.get("deprecated"):
                _, inner = self.shape(source, target["shape"], seen, frozenset(), (), "")
                tree[self.key(camel(upper(member)), upper(member))] = inner
        return tree

    @staticmethod
    def key(key, name):
        return key if upper(key) == name else f"{key}={name}"

    def words(self, name, takes):
        """The same for what no model has, in the words of the table."""
        members, tree = [], {}
        self.interfaces[name] = members
        for word, what in takes.items():
            required, member = word.endswith("!"), word.rstrip("!")
            if isinstance(what, dict):
                type_, inner = self.words(f"{name.removesuffix('Parameters')}{member}", what)
            elif ":" in what:
                type_, inner = self.named(what)
            elif "|" in what:
                type_, inner = "Choice<" + " | ".join(json.dumps(each) for each in what.split("|")) + ">", 0
            else:
                type_, inner = WORDS[what], 0
            members.append((camel(member), required, type_))
            tree[self.key(camel(member), member)] = inner
        self.trees[name] = tree
        return f"Given<{name}>", tree

    def action(self, action, row):
        """The interface of an action's parameters, under its own name; and the tree."""
        name = f"{upper(self.service)}{upper(action)}Parameters"
        if "operation" not in row:
            _, tree = self.words(name, row["takes"])
            return name, tree
        source, operation = row["operation"].split(".")
        shape = model(source)["operations"][operation]["input"]["shape"]
        struct = model(source)["shapes"][shape]
        required = row.get("required", [upper(each) for each in struct.get("required", [])])
        members, tree = [], {}
        for member, target in struct["members"].items():
            aws = upper(member)
            if aws in row.get("omit", []) or target.get("deprecated"):
                continue
            if aws in row.get("adds", {}):
                continue
            type_, inner = self.shape(source, target["shape"], [shape], frozenset(), row.get("data", []), aws)
            if aws in row.get("machines", []):
                type_ = "Text | NestedWorkflow"
            members.append((camel(aws), aws in required, type_))
            tree[self.key(camel(aws), aws)] = inner
        extra = {}
        if "adds" in row:
            self.words("extra", row["adds"])
            extra = self.trees.pop("extra")
            members += self.interfaces.pop("extra")
            tree.update(extra)
        order = {key: index for index, (key, _, _) in enumerate(members)}
        self.interfaces[name] = sorted(members, key=lambda member: (not member[1], order[member[0]]))
        return name, tree


def result(name, members, doc):
    if members is None:
        return None
    kinds = {"any": "Any", "string": "string", "number": "number", "boolean": "boolean", "items": "{ [attribute: string]: Any }"}
    lines = [f"  {member}: {kinds[kind]};" for member, kind in members.items()]
    return f"/** {doc} */\nexport interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def outputs(path):
    """The members that an operation gives, by the kind of each: 'batch.DescribeJobs:jobs' for the items of a list."""
    operation, _, member = path.partition(":")
    source, name = operation.split(".")
    output = model(source)["operations"][name].get("output")
    if not output:
        return {}
    shapes = model(source)["shapes"]
    shape = shapes[output["shape"]]
    if member:
        shape = shapes[shape["members"][member]["shape"]]
        if shape["type"] == "list":
            shape = shapes[shape["member"]["shape"]]
    kinds = {"string": "string", "integer": "number", "long": "number", "double": "number", "float": "number", "boolean": "boolean"}
    return {upper(key): kinds.get(shapes[target["shape"]]["type"], "any") for key, target in shape["members"].items()}


def write(service, entry):
    writer = Writer(service)
    arn = entry.get("arn", service)
    page = f"https://docs.aws.amazon.com/step-functions/latest/dg/{entry['page']}.html"
    actions, steps, rows, results = {}, [], [], []
    for action, row in entry["actions"].items():
        name, tree = writer.action(action, row)
        base = f"{upper(service)}{upper(action)}"
        required = [key for key, needed, _ in writer.interfaces[name] if needed]
        gives = row.get("gives", outputs(row["operation"]) if "operation" in row else None)
        types = []
        for pattern in row["patterns"]:
            if pattern == "callback":
                types.append("callback: Any")
            elif pattern == "response":
                if gives:
                    results.append(result(f"{base}Result", gives, f"What `{service}.{action}` gives."))
                types.append(f"response: {base}Result" if gives else "response: Any")
            else:
                ends = row.get("ends", outputs(row["completes"]) if "completes" in row else None)
                if ends:
                    results.append(result(f"{base}Completion", ends, f"What `{service}.{action}` gives at the end of what it starts."))
                types.append(f"completion: {base}Completion" if ends else "completion: Any")
        suffixes = {"response": "", "completion": ".sync", "callback": ".waitForTaskToken", **row.get("suffixes", {})}
        patterns = {pattern: suffixes[pattern] for pattern in row["patterns"]}
        actions[f"{arn}:{action}"] = {
            "factory": f"{service}.{action}",
            "patterns": patterns,
            "required": required,
            **({"machines": [camel(each) for each in row["machines"]]} if "machines" in row else {}),
            **({"oneOf": [camel(each) for each in row["oneOf"]]} if "oneOf" in row else {}),
            "parameters": tree,
        }
        steps.append(
            f"  /**\n   * {row['says']}\n   *\n   * @example {row['example']}\n   * @see {page}\n   */\n"
            f"  readonly {action}: ServiceStep<{name}, {{ {'; '.join(types)} }}, \"{row['patterns'][0]}\">;\n"
        )
        rows.append(f"  {action}: serviceStep(\"{arn}:{action}\"),")
    tops = {f"{upper(service)}{upper(action)}Parameters" for action in entry["actions"]}
    interfaces = []
    for name, members in writer.interfaces.items():
        lines = [f"  readonly {key}{'' if needed else '?'}: {type_};" for key, needed, type_ in members]
        head = "export interface" if name in tops else "interface"
        action = next((a for a in entry["actions"] if f"{upper(service)}{upper(a)}Parameters" == name), None)
        doc = f"/** What `{service}.{action}` takes. */\n" if action else ""
        interfaces.append(f"{doc}{head} {name} {{\n" + "\n".join(lines) + "\n}\n")
    body = "\n".join([*interfaces, *[each for each in results if each]])
    used = [each for each in ["Choice", "Flag", "Given", "List", "Moment", "Named", "NestedWorkflow", "Numeric", "Text"] if re.search(rf"\b{each}\b", body)]
    imports = []
    if re.search(r"\bAny\b", body + "".join(steps)):
        imports.append('import type { Any } from "../placeholders/any";')
    if re.search(r"\bData\b", body):
        imports.append('import type { Data } from "../placeholders/expression";')
    imports.append(f"import type {{ {', '.join(used)} }} from \"./given\";")
    imports.append('import { type ServiceStep, serviceStep } from "./service";')
    text = (
        "// Written by scripts/services/generate.py: change table.json there.\n"
        + "\n".join(imports)
        + "\n\n"
        + body
        + f"\n/**\n * {entry['title']}.\n *\n * @example {next(iter(entry['actions'].values()))['example']}\n * @see {page}\n */\n"
        + f"export const {service}: {{\n"
        + "".join(steps)
        + "} = {\n"
        + "\n".join(rows)
        + "\n};\n"
    )
    (OUT / f"{re.sub('([A-Z])', lambda m: '-' + m.group(1).lower(), service)}.ts").write_text(text)
    return actions


def main():
    actions = {}
    for service, entry in TABLE.items():
        actions.update(write(service, entry))
    lines = [f"  {json.dumps(name)}: {json.dumps(action, separators=(',', ':'))}" for name, action in actions.items()]
    DATA.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
