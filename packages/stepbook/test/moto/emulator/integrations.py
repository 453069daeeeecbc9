"""Tasks: parameters and results in the capitals of Step Functions, and times of results as JSON.

moto keeps the code that knows the capitals, but doesn't call it.
"""

import datetime

from botocore.loaders import Loader
from botocore.model import ServiceModel
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_aws_sdk as aws_sdk
from moto.stepfunctions.parser.utils import camel_to_snake_case

loader = Loader()
models = {}


def operation_of(task, service, action):
    service = task._get_boto_service_name(service)
    action = task._get_boto_service_action(action)
    if service not in models:
        model = ServiceModel(loader.load_service_model(service, "service-2"), service)
        models[service] = {camel_to_snake_case(name): model.operation_model(name) for name in model.operation_names}
    return models[service].get(action)


def normalise_parameters(self, parameters, boto_service_name=None, service_action_name=None):
    operation = operation_of(self, boto_service_name, service_action_name)
    if operation is not None and operation.input_shape is not None:
        self._to_boto_request(parameters, operation.input_shape)


def normalise_response(self, response, boto_service_name=None, service_action_name=None):
    operation = operation_of(self, boto_service_name, service_action_name)
    if operation is not None and operation.output_shape is not None:
        self._from_boto_response(response, operation.output_shape)


def value_as(time):
    plain = state_task_service.StateTaskService._from_boto_response_value

    def value(it):
        return time(it) if isinstance(it, datetime.datetime) else plain(it)

    return staticmethod(value)


def milliseconds(time):
    return int(time.timestamp() * 1000)


def iso(time):
    return time.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")


def mend():
    task = state_task_service.StateTaskService
    task._normalise_parameters = normalise_parameters
    task._normalise_response = normalise_response
    of_sdk, of_optimized = value_as(iso), value_as(milliseconds)
    aws_sdk.StateTaskServiceAwsSdk._from_boto_response_value = of_sdk
    task._from_boto_response_value = of_optimized
