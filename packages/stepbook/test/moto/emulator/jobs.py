"""Jobs of SageMaker that a task waits for (.sync): its result is the description of the job that has ended.

moto sends the request of such a task, but knows no way to wait for what it began. Its jobs have ended when they begin.
"""

import time

from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_unsupported
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import ResourceCondition
from moto.stepfunctions.parser.asl.utils.boto_client import boto_client_for
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

KINDS = {
    "create_training_job": "TrainingJob",
    "create_processing_job": "ProcessingJob",
    "create_transform_job": "TransformJob",
    "create_hyper_parameter_tuning_job": "HyperParameterTuningJob",
}
DESCRIBE = {
    "TrainingJob": "describe_training_job",
    "ProcessingJob": "describe_processing_job",
    "TransformJob": "describe_transform_job",
    "HyperParameterTuningJob": "describe_hyper_parameter_tuning_job",
}
# Long enough for a view to see the task at work.
SECONDS = 1


def resolver_of(self, env, resource_runtime_part, normalised_parameters, state_credentials):
    # What the request has answered is not the task's result.
    env.stack.pop()
    kind = KINDS[self._get_boto_service_action()]
    name = normalised_parameters[f"{kind}Name"]
    sagemaker = boto_client_for(
        service="sagemaker", region=resource_runtime_part.region, state_credentials=state_credentials
    )
    begin = time.monotonic()

    def resolve():
        if time.monotonic() - begin < SECONDS:
            return None
        job = getattr(sagemaker, DESCRIBE[kind])(**{f"{kind}Name": name})
        if job[f"{kind}Status"] in ("InProgress", "Stopping"):
            return None
        job.pop("ResponseMetadata")
        self._normalise_response(job, service_action_name=f"Describe{kind}")
        if job[f"{kind}Status"] != "Completed":
            raise RuntimeError(to_json_str(job))
        return job

    return resolve


def mend():
    state_task_service_unsupported._SUPPORTED_INTEGRATION_PATTERNS.add(ResourceCondition.Sync)
    state_task_service_unsupported.StateTaskServiceUnsupported._build_sync_resolver = resolver_of
