"""Serves moto's Step Functions for tests: python serve.py PORT

It runs executions, and four things are as on AWS that moto leaves out: a name that is taken by another definition,
the name of InvalidDefinition, the order and the pages of a history, the error and cause of a stopped execution.
"""

import base64
import datetime
import sys

from moto.core.config import default_user_config
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.server import main
from moto.stepfunctions import responses
from moto.stepfunctions.parser import models

default_user_config["stepfunctions"] = {"execute_state_machine": True}
default_user_config["lambda"] = {"use_docker": False}

Response = responses.StepFunctionResponse


def named(operation):
    def call(self):
        try:
            return operation(self)
        except models.InvalidDefinition as error:
            raise JsonRESTError("InvalidDefinition", str(getattr(error, "message", error)))

    return call


def create_state_machine(self):
    name, definition = self._get_param("name"), self._get_param("definition")
    for machine in self.stepfunction_backend.state_machines:
        if machine.name == name and machine.definition != definition:
            raise JsonRESTError("StateMachineAlreadyExists", f"State Machine Already Exists: '{machine.arn}'")
    return moto_create_state_machine(self)


def get_execution_history(self):
    arn = self._get_param("executionArn")
    history = self.stepfunction_backend.get_execution_history(arn)["events"]
    events = sorted(history, key=lambda event: event["id"], reverse=bool(self._get_param("reverseOrder")))
    token = self._get_param("nextToken")
    first = int(base64.b64decode(token)) if token else 0
    last = first + int(self._get_param("maxResults") or 100)
    page = {"events": events[first:last]}
    if last < len(events):
        page["nextToken"] = base64.b64encode(str(last).encode()).decode()
    return ActionResult(page)


def stop_execution(self):
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    now = datetime.datetime.now(tz=datetime.timezone.utc)
    if execution.status == "RUNNING":
        execution.error, execution.cause = self._get_param("error"), self._get_param("cause")
        execution.stop(now, execution.error, execution.cause)
    return ActionResult({"stopDate": now})


moto_create_state_machine = Response.create_state_machine
Response.create_state_machine = named(create_state_machine)
Response.update_state_machine = named(Response.update_state_machine)
Response.get_execution_history = get_execution_history
Response.stop_execution = stop_execution

main(["-H", "127.0.0.1", "-p", sys.argv[1]])
