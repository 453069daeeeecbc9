"""Lambda: functions are invoked at the test that has them, over HTTP, instead of in a container."""

import boto3
from botocore.config import Config
from moto.stepfunctions.parser.asl.utils import boto_client

from . import replace


def mend(url):
    def client_for(region, service, state_credentials=None):
        if service != "lambda":
            return other_client_for(region, service, state_credentials)
        return boto3.client(
            "lambda",
            region_name=region,
            endpoint_url=url,
            aws_access_key_id="ak",
            aws_secret_access_key="sk",
            config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        )

    other_client_for = replace(boto_client, "boto_client_for", client_for)
