"""The Python SDK of Step Functions, as its users use it: workflows made of steps, created, executed and followed."""

import json
import os
import unittest

import boto3
from botocore.config import Config
from stepfunctions.exceptions import WorkflowNotFound
from stepfunctions.inputs import ExecutionInput
from stepfunctions.steps import Chain, Choice, ChoiceRule, Fail, LambdaStep, Map, Parallel, Pass, Retry, Succeed, Wait
from stepfunctions.workflow import Execution, Workflow
from stepfunctions.workflow.stepfunctions import ExecutionStatus

ROLE = "arn:aws:iam::123456789012:role/steps"
CLIENT = boto3.client(
    "stepfunctions",
    endpoint_url=os.environ["STEPBOOK_ENDPOINT"],
    config=Config(retries={"total_max_attempts": 1}),
)


def greet(name="Greet"):
    return LambdaStep(
        state_id=name,
        parameters={"FunctionName": "greet", "Payload": {"name.$": "$.name"}},
        output_path="$.Payload",
    )


def every_kind():
    """A chain with a step of each kind."""
    call = greet()
    call.add_retry(Retry(error_equals=["Lambda.ServiceException"], interval_seconds=1, max_attempts=2))
    which = Choice("Which")
    which.add_choice(rule=ChoiceRule.NumericGreaterThan("$.count", 1), next_step=Succeed("Enough"))
    which.default_choice(next_step=Fail("Few", error="TooFew", cause="Not enough of them"))
    both = Parallel("Both", output_path="$[0]", parameters={"name.$": "$.name", "items.$": "$.items", "count.$": "$.count"})
    both.add_branch(Pass("Keep"))
    both.add_branch(call)
    each = Map("Each", items_path="$.items", iterator=Pass("Item"), result_path="$.done")
    return Chain([Pass("Begin"), Wait("Pause", seconds=0), both, each, which])


class Workflows(unittest.TestCase):
    def create(self, name, definition, **more):
        workflow = Workflow(name=name, definition=definition, role=ROLE, client=CLIENT, **more)
        workflow.create()
        self.addCleanup(workflow.delete)
        return workflow

    def test_creates_executes_and_lists_events(self):
        workflow = self.create("every-kind", every_kind(), tags=[{"key": "team", "value": "a"}])
        self.assertEqual(workflow.state_machine_arn, "arn:aws:states:us-east-1:123456789012:stateMachine:every-kind")
        inputs = {"name": "Ada", "items": [1, 2], "count": 2}
        execution = workflow.execute(name="one", inputs=inputs)
        self.assertEqual(execution.get_output(wait=True), {**inputs, "done": [1, 2]})
        self.assertEqual(execution.get_input(), inputs)
        self.assertEqual(execution.describe()["status"], "SUCCEEDED")
        events = execution.list_events(max_items=1000)
        self.assertEqual([event["id"] for event in events], list(range(1, len(events) + 1)))
        self.assertEqual((events[0]["type"], events[-1]["type"]), ("ExecutionStarted", "ExecutionSucceeded"))
        backwards = execution.list_events(max_items=1000, reverse_order=True)
        self.assertEqual(backwards, events[::-1])
        self.assertEqual(len(execution.list_events(max_items=5)), 5)

        few = workflow.execute(inputs={"name": "Ada", "items": [], "count": 1})
        self.assertIsNone(few.get_output(wait=True))
        self.assertEqual((few.describe()["status"], few.describe()["error"]), ("FAILED", "TooFew"))
        self.assertEqual(few.list_events(reverse_order=True)[0]["executionFailedEventDetails"]["error"], "TooFew")

        listed = workflow.list_executions()
        self.assertEqual([one.execution_arn for one in listed], [few.execution_arn, execution.execution_arn])
        self.assertIsInstance(listed[0], Execution)
        done = workflow.list_executions(status_filter=ExecutionStatus.Succeeded)
        self.assertEqual([one.name for one in done], ["one"])
        self.assertIn("one", done.to_html())

    def test_stops(self):
        workflow = self.create("waiting", Chain([Wait("Long", seconds=3600)]))
        execution = workflow.execute()
        running = workflow.list_executions(status_filter=ExecutionStatus.Running)
        self.assertEqual([one.execution_arn for one in running], [execution.execution_arn])
        self.assertIn("stopDate", execution.stop(error="Enough", cause="It took too long"))
        described = execution.describe()
        self.assertEqual((described["status"], described["error"]), ("ABORTED", "Enough"))

    def test_updates_and_attaches(self):
        workflow = self.create("changing", Pass("Before"))
        self.assertEqual(workflow.update(definition=greet("After"), role=f"{ROLE}2"), workflow.state_machine_arn)
        attached = Workflow.attach(workflow.state_machine_arn, client=CLIENT)
        self.assertEqual((attached.name, attached.role), ("changing", f"{ROLE}2"))
        self.assertIn("After", json.loads(attached.definition.to_json())["States"])
        output = attached.execute(inputs={"name": "Bob"}).get_output(wait=True)
        self.assertEqual(output, "Hello, Bob")

    def test_takes_a_name_that_is_taken_for_the_workflow_of_that_name(self):
        first = self.create("taken", Pass("One"))
        second = Workflow(name="taken", definition=Pass("Two"), role=ROLE, client=CLIENT)
        with self.assertLogs("stepfunctions", "ERROR"):
            self.assertEqual(second.create(), first.state_machine_arn)

    def test_lists_and_deletes(self):
        workflows = [self.create(f"listed-{number}", Pass("One")) for number in range(3)]
        names = lambda **options: [one["name"] for one in Workflow.list_workflows(client=CLIENT, **options)]
        self.assertEqual(names(), ["listed-0", "listed-1", "listed-2"])
        self.assertEqual(names(max_items=2), ["listed-0", "listed-1"])
        self.assertIn("listed-2", Workflow.list_workflows(client=CLIENT).to_html())
        workflows[0].delete()
        self.assertEqual(names(), ["listed-1", "listed-2"])
        with self.assertRaises(CLIENT.exceptions.StateMachineDoesNotExist):
            workflows[0].execute()
        with self.assertRaises(WorkflowNotFound):
            Workflow(name="nowhere", definition=Pass("One"), role=ROLE, client=CLIENT).execute()

    def test_fills_in_placeholders(self):
        inputs = ExecutionInput(schema={"who": str})
        step = LambdaStep(
            state_id="Greet",
            parameters={"FunctionName": "greet", "Payload": {"name": inputs["who"]}},
            output_path="$.Payload",
        )
        workflow = self.create("placeholders", step, execution_input=inputs)
        self.assertEqual(workflow.execute(inputs={"who": "Eve"}).get_output(wait=True), "Hello, Eve")
        with self.assertRaises(ValueError):
            workflow.execute(inputs={"who": 1})

    def test_tells_what_is_wrong_with_a_definition(self):
        wrong = Workflow(name="wrong", definition=Pass("A", input_path="no path"), role=ROLE, client=CLIENT)
        with self.assertRaises(CLIENT.exceptions.InvalidDefinition):
            wrong.create()
