"""A client of boto3 for the server that is tried, and what its tests share."""

import json
import os
import time
import unittest
from datetime import datetime, timezone

import boto3
from botocore.config import Config

ENDPOINT = os.environ["STEPBOOK_ENDPOINT"]
ROLE = "arn:aws:iam::123456789012:role/steps"
STATES = "arn:aws:states:us-east-1:123456789012"
NOWHERE = f"{STATES}:stateMachine:nowhere"


def client(**config):
    """A client that doesn't put `sync-` before the server's name, and never asks twice."""
    options = {"inject_host_prefix": False, "retries": {"total_max_attempts": 1}, **config}
    return boto3.client("stepfunctions", endpoint_url=ENDPOINT, config=Config(**options))


def machine(**states):
    """The text of a definition that begins with its first state."""
    return json.dumps({"StartAt": next(iter(states)), "States": states})


PASS = machine(Say={"Type": "Pass", "Result": {"said": "hello"}, "End": True})
WAIT = machine(Wait={"Type": "Wait", "Seconds": 3600, "End": True})


class ServiceTest(unittest.TestCase):
    sfn = client()
    maxDiff = None

    def create(self, name, definition=PASS, **more):
        """The ARN of a new state machine, which goes when the test ends."""
        answer = self.sfn.create_state_machine(name=name, definition=definition, roleArn=ROLE, **more)
        self.addCleanup(self.sfn.delete_state_machine, stateMachineArn=answer["stateMachineArn"])
        return answer["stateMachineArn"]

    def start(self, arn, **more):
        return self.sfn.start_execution(stateMachineArn=arn, **more)["executionArn"]

    def settled(self, execution):
        """The description of an execution that has ended."""
        return self.until(
            lambda: self.sfn.describe_execution(executionArn=execution), lambda one: one["status"] != "RUNNING"
        )

    def until(self, ask, good, seconds=30):
        """What is answered as soon as it is good."""
        end = time.monotonic() + seconds
        while True:
            answer = ask()
            if good(answer):
                return answer
            if time.monotonic() > end:
                self.fail(f"after {seconds} seconds still {answer}")
            time.sleep(0.02)

    def refuses(self, error, operation, **request):
        """Whether an operation fails with one of the errors of its model; its message."""
        with self.assertRaises(getattr(self.sfn.exceptions, error)) as refused:
            operation(**request)
        answer = refused.exception.response
        self.assertEqual(answer["Error"]["Code"], error)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertTrue(answer["ResponseMetadata"]["RequestId"])
        return answer["Error"]["Message"]

    def is_now(self, moment):
        """A moment is of these minutes, and knows its time zone."""
        self.assertIsInstance(moment, datetime)
        self.assertLess(abs((datetime.now(timezone.utc) - moment).total_seconds()), 300)
