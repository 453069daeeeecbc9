"""State machines: the names of errors, a name that is taken, tags of what does not exist."""

from moto.core.exceptions import AWSError
from moto.stepfunctions import responses
from moto.stepfunctions.exceptions import ResourceNotFound
from moto.stepfunctions.parser import api

Response = responses.StepFunctionResponse

#: What a second creation under a name may not change. A role and tags may differ: they are not looked at.
OWN = ("definition", "type", "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration")


def refuse(code, message):
    raise AWSError(message, exception_type=code)


def differs(request, machine):
    asked = {field: request._get_param(field) for field in OWN}
    return any(value is not None and value != getattr(machine, field) for field, value in asked.items())


def of_free_name(operation):
    def call(self):
        name = self._get_param("name")
        for machine in self.stepfunction_backend.state_machines:
            if machine.name == name and differs(self, machine):
                refuse("StateMachineAlreadyExists", f"State Machine Already Exists: '{machine.arn}'")
        return operation(self)

    return call


def of_existing(operation):
    def call(self):
        arn = self._get_param("resourceArn")
        machines = self.stepfunction_backend.state_machines
        if not any(machine.arn == arn for machine in machines):
            raise ResourceNotFound(arn)
        return operation(self)

    return call


def mend():
    Response.create_state_machine = of_free_name(Response.create_state_machine)
    for operation in ("tag_resource", "untag_resource", "list_tags_for_resource"):
        setattr(Response, operation, of_existing(getattr(Response, operation)))
    # Their codes stand where nothing reads them, and go out as null.
    for error in vars(api).values():
        if isinstance(error, type) and issubclass(error, AWSError) and "code" in vars(error):
            error.TYPE = error.code
