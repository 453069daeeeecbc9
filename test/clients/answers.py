"""Holds what a server answered to clients against the model of AWS's API that botocore brings.

    python answers.py FILE

FILE is JSON: { client: [{ operation, status, requestId, contentType, body }, …] }. Each operation that a client has
asked for is one test: all its answers have no member that the model doesn't know, every member that it requires, and
values of its types; all its errors are among those of the operation.
"""

import json
import re
import sys

import botocore.loaders
import botocore.model

COMMON_ERRORS = {
    "ValidationException",
    "SerializationException",
    "UnknownOperationException",
    "AccessDeniedException",
    "UnrecognizedClientException",
}

# The server's own word for people, beside AWS's.
OWN_MEMBERS = {"__type", "message", "hint"}

# It is data, which a history that is asked for without data leaves out.
LEFT_OUT = {("TaskScheduledEventDetails", "parameters")}


def faults(shape, value, at):
    yield from KINDS[shape.type_name](shape, value, at)


def of_structure(shape, value, at):
    if not isinstance(value, dict):
        yield f"{at} is no object: {value!r}"
        return
    for name in shape.required_members:
        if name not in value and (shape.name, name) not in LEFT_OUT:
            yield f"{at}.{name} is missing"
    for name, member in value.items():
        if name not in shape.members:
            yield f"{at}.{name} is unknown to {shape.name}"
        else:
            yield from faults(shape.members[name], member, f"{at}.{name}")


def of_list(shape, value, at):
    if not isinstance(value, list):
        yield f"{at} is no list: {value!r}"
        return
    for index, item in enumerate(value):
        yield from faults(shape.member, item, f"{at}[{index}]")


def of_map(shape, value, at):
    if not isinstance(value, dict):
        yield f"{at} is no object: {value!r}"
        return
    for key, item in value.items():
        yield from faults(shape.value, item, f"{at}[{key!r}]")


def of_string(shape, value, at):
    if not isinstance(value, str):
        yield f"{at} is no text: {value!r}"
        return
    if shape.enum and value not in shape.enum:
        yield f"{at} is none of {shape.enum}: {value!r}"
    yield from outside(shape, len(value), f"the length of {at}")
    pattern = shape.metadata.get("pattern")
    # Python has no classes such as \\p{L}.
    if pattern and "\\p" not in pattern and not re.fullmatch(pattern, value):
        yield f"{at} does not match {pattern}: {value!r}"


def of_integer(shape, value, at):
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"{at} is no whole number: {value!r}"
        return
    yield from outside(shape, value, at)


def of_number(shape, value, at):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield f"{at} is no number: {value!r}"
        return
    yield from outside(shape, value, at)


def of_timestamp(shape, value, at):
    yield from of_number(shape, value, at)
    # Seconds since 1970: what is told in milliseconds is far in the future.
    if isinstance(value, (int, float)) and not 1_500_000_000 < value < 5_000_000_000:
        yield f"{at} is no moment of these years: {value!r}"


def of_boolean(shape, value, at):
    if not isinstance(value, bool):
        yield f"{at} is neither true nor false: {value!r}"


def outside(shape, value, what):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and value < least:
        yield f"{what} is {value}, less than {least}"
    if most is not None and value > most:
        yield f"{what} is {value}, more than {most}"


KINDS = {
    "structure": of_structure,
    "list": of_list,
    "map": of_map,
    "string": of_string,
    "integer": of_integer,
    "long": of_integer,
    "float": of_number,
    "double": of_number,
    "timestamp": of_timestamp,
    "boolean": of_boolean,
}


def error_faults(operation, answer):
    name = answer.get("__type", "").split("#")[-1]
    shapes = {shape.name: shape for shape in operation.error_shapes}
    if name not in shapes and name not in COMMON_ERRORS:
        yield f"{name} is no error of {operation.name}: {answer.get('message')}"
    if not answer.get("message"):
        yield f"{name} has no message"
    modelled = shapes.get(name)
    for member, value in answer.items():
        if member in OWN_MEMBERS:
            continue
        if modelled is None or member not in modelled.members:
            yield f"{name}.{member} is unknown to the model"
        else:
            yield from faults(modelled.members[member], value, f"{name}.{member}")


def answer_faults(operation, status, contentType, requestId, body):
    if contentType != "application/x-amz-json-1.0":
        yield f"the content type is {contentType}"
    if not requestId:
        yield "there is no request id"
    answer = json.loads(body)
    if status != 200:
        yield from error_faults(operation, answer)
    elif operation.output_shape:
        yield from faults(operation.output_shape, answer, operation.name)


def main(path):
    model = botocore.loaders.Loader().load_service_model("stepfunctions", "service-2")
    service = botocore.model.ServiceModel(model)
    with open(path, encoding="utf-8") as file:
        clients = json.load(file)
    passed = failed = 0
    for client, answers in clients.items():
        by_operation = {}
        for answer in answers:
            by_operation.setdefault(answer.pop("operation"), []).append(answer)
        for name, given in sorted(by_operation.items()):
            operation = service.operation_model(name)
            wrong = dict.fromkeys(fault for answer in given for fault in answer_faults(operation, **answer))
            for fault in wrong:
                print(f"failed  {client}, {name}: {fault}")
            failed += bool(wrong)
            passed += not wrong
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
