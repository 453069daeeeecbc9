"""Executions: a name of their own, pages of a history and its order, what Describe tells, error and cause of a stop."""

import base64
import datetime
import time
import uuid

from moto.core.responses import ActionResult
from moto.stepfunctions import responses
from moto.stepfunctions.parser import api

from .machines import refuse

Response = responses.StepFunctionResponse

#: What `includeExecutionData: false` leaves out of the details of an event.
DATA = {
    "input",
    "inputDetails",
    "output",
    "outputDetails",
    "parameters",
    "assignedVariables",
    "assignedVariablesDetails",
}


def start_execution(self):
    name = self._get_param("name") or str(uuid.uuid4())
    self.stepfunction_backend._validate_name(name)
    arn, data = self._get_param("stateMachineArn"), self._get_param("input") or "{}"
    try:
        execution = self.stepfunction_backend.start_execution(arn, name, data, self._get_param("traceHeader"))
    except api.InvalidExecutionInput as error:
        refuse("InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error.message}'")
    return ActionResult(execution.to_start_output())


def redrive_of(status):
    if status in ("FAILED", "TIMED_OUT", "ABORTED"):
        return {"redriveCount": 0, "redriveStatus": "REDRIVABLE"}
    reason = f"Execution is {status} and cannot be redriven"
    return {"redriveCount": 0, "redriveStatus": "NOT_REDRIVABLE", "redriveStatusReason": reason}


def describe_execution(self):
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    told = execution.to_describe_output()
    told["input"] = execution.execution_input
    return ActionResult({**told, **redrive_of(execution.status)})


def describe_state_machine_for_execution(self):
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    machine = execution.state_machine
    return ActionResult(
        {
            "stateMachineArn": machine.arn,
            "name": machine.name,
            "definition": machine.definition,
            "roleArn": machine.roleArn,
            "updateDate": machine.update_date,
            "loggingConfiguration": machine.loggingConfiguration,
            "tracingConfiguration": machine.tracingConfiguration,
            "encryptionConfiguration": machine.encryptionConfiguration,
        }
    )


def list_executions(self):
    arn = self._get_param("stateMachineArn")
    if arn is None:
        refuse("ValidationException", "moto lists the executions of a state machine only")
    executions, token = self.stepfunction_backend.list_executions(
        arn,
        status_filter=self._get_param("statusFilter"),
        max_results=self._get_int_param("maxResults"),
        next_token=self._get_param("nextToken"),
    )
    items = [
        {
            "executionArn": execution.execution_arn,
            "stateMachineArn": execution.state_machine_arn,
            "name": execution.name,
            "status": execution.status,
            "startDate": execution.start_date,
            "redriveCount": 0,
            **({"stopDate": execution.stop_date} if execution.stop_date else {}),
        }
        for execution in executions
    ]
    return ActionResult({"executions": items, "nextToken": token})


def without_data(event):
    def bare(details):
        return {name: value for name, value in details.items() if name not in DATA}

    return {key: bare(value) if isinstance(value, dict) else value for key, value in event.items()}


def get_execution_history(self):
    arn = self._get_param("executionArn")
    history = self.stepfunction_backend.get_execution_history(arn)["events"]
    events = sorted(history, key=lambda event: event["id"], reverse=bool(self._get_param("reverseOrder")))
    token = self._get_param("nextToken")
    # A page goes on after an event, not after a number of them: read backwards, new ones come before it.
    after = int(base64.b64decode(token)) if token else None
    first = 0 if after is None else next(index for index, event in enumerate(events) if event["id"] == after) + 1
    last = first + int(self._get_param("maxResults") or 100)
    events, rest = events[first:last], events[last:]
    token = {"nextToken": base64.b64encode(str(events[-1]["id"]).encode()).decode()} if rest else {}
    if self._get_param("includeExecutionData") is False:
        events = [without_data(event) for event in events]
    return ActionResult({"events": events, **token})


def stop_execution(self):
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    if execution.status == "RUNNING":
        while execution.exec_worker.env is None:
            time.sleep(0.01)
        now = datetime.datetime.now(tz=datetime.timezone.utc)
        execution.error, execution.cause = self._get_param("error"), self._get_param("cause")
        execution.stop(now, execution.error, execution.cause)
        return ActionResult({"stopDate": now})
    return ActionResult({"stopDate": execution.stop_date})


def mend():
    for operation in (
        start_execution,
        describe_execution,
        describe_state_machine_for_execution,
        list_executions,
        get_execution_history,
        stop_execution,
    ):
        setattr(Response, operation.__name__, operation)
