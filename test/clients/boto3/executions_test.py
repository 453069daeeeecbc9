import json
import socket
import uuid
from unittest import mock

from service import NOWHERE, PASS, STATES, WAIT, ServiceTest, client, machine

LAMBDA = "arn:aws:states:::lambda:invoke"


def call(function, payload, **more):
    return {"Type": "Task", "Resource": LAMBDA, "Parameters": {"FunctionName": function, "Payload": payload}, **more}


class Executions(ServiceTest):
    def test_starts_describes_and_tells_the_history(self):
        arn = self.create("greeting", machine(Greet=call("greet", {"name.$": "$.name"}, End=True)))
        started = self.sfn.start_execution(
            stateMachineArn=arn, name="one", input='{"name": "Ada"}', traceHeader="Root=1-2-3"
        )
        self.assertEqual(started["executionArn"], f"{STATES}:execution:greeting:one")
        self.is_now(started["startDate"])
        ended = self.settled(started["executionArn"])
        self.assertEqual((ended["status"], ended["name"], ended["traceHeader"]), ("SUCCEEDED", "one", "Root=1-2-3"))
        self.assertEqual(ended["input"], '{"name": "Ada"}')
        self.assertEqual(json.loads(ended["output"])["Payload"], "Hello, Ada")
        self.assertEqual((ended["inputDetails"], ended["outputDetails"]), ({"included": True}, {"included": True}))
        self.assertGreaterEqual(ended["stopDate"], ended["startDate"])
        self.assertEqual((ended["redriveCount"], ended["redriveStatus"]), (0, "NOT_REDRIVABLE"))
        without = self.sfn.describe_execution(executionArn=ended["executionArn"], includedData="METADATA_ONLY")
        self.assertNotIn("output", without)

        history = self.sfn.get_paginator("get_execution_history")
        ask = {"executionArn": ended["executionArn"], "PaginationConfig": {"PageSize": 3}}
        events = history.paginate(**ask).build_full_result()["events"]
        self.assertEqual([event["id"] for event in events], list(range(1, 8)))
        self.assertEqual((events[0]["type"], events[-1]["type"]), ("ExecutionStarted", "ExecutionSucceeded"))
        self.is_now(events[0]["timestamp"])
        self.assertEqual(events[0]["executionStartedEventDetails"]["input"], '{"name": "Ada"}')
        backwards = history.paginate(**ask, reverseOrder=True).build_full_result()["events"]
        self.assertEqual(backwards, events[::-1])
        bare = history.paginate(**ask, includeExecutionData=False).build_full_result()["events"]
        self.assertNotIn("input", bare[0]["executionStartedEventDetails"])

        of = self.sfn.describe_state_machine_for_execution(executionArn=ended["executionArn"])
        self.assertEqual((of["stateMachineArn"], of["name"]), (arn, "greeting"))
        self.is_now(of["updateDate"])
        scant = self.sfn.describe_state_machine_for_execution(
            executionArn=ended["executionArn"], includedData="METADATA_ONLY"
        )
        self.assertEqual(scant["definition"], "{}")

    def test_starts_the_same_once(self):
        arn = self.create("idempotent", WAIT)
        first = self.sfn.start_execution(stateMachineArn=arn, name="one", input="1")
        again = self.sfn.start_execution(stateMachineArn=arn, name="one", input="1")
        self.assertEqual((again["executionArn"], again["startDate"]), (first["executionArn"], first["startDate"]))
        start = self.sfn.start_execution
        message = self.refuses("ExecutionAlreadyExists", start, stateMachineArn=arn, name="one", input="2")
        self.assertEqual(message, f"Execution Already Exists: '{first['executionArn']}'")
        self.sfn.stop_execution(executionArn=first["executionArn"])
        self.refuses("ExecutionAlreadyExists", start, stateMachineArn=arn, name="one", input="1")
        self.refuses("InvalidName", start, stateMachineArn=arn, name="a/b")
        self.refuses("InvalidExecutionInput", start, stateMachineArn=arn, input="{")
        self.refuses("StateMachineDoesNotExist", start, stateMachineArn=NOWHERE)
        self.refuses("InvalidArn", start, stateMachineArn="no ARN")
        unnamed = self.start(arn)
        uuid.UUID(unnamed.rsplit(":", 1)[1])
        self.sfn.stop_execution(executionArn=unnamed)

    def test_stops(self):
        execution = self.start(self.create("stopping", WAIT))
        self.assertEqual(self.sfn.describe_execution(executionArn=execution)["status"], "RUNNING")
        stopped = self.sfn.stop_execution(executionArn=execution, error="Enough", cause="It took too long")
        ended = self.settled(execution)
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("ABORTED", "Enough", "It took too long"))
        self.assertEqual(ended["stopDate"], stopped["stopDate"])
        last = self.sfn.get_execution_history(executionArn=execution, reverseOrder=True, maxResults=1)["events"][0]
        self.assertEqual(last["executionAbortedEventDetails"], {"error": "Enough", "cause": "It took too long"})
        gone = {"executionArn": f"{STATES}:execution:stopping:nobody"}
        for operation in (
            self.sfn.stop_execution,
            self.sfn.describe_execution,
            self.sfn.get_execution_history,
            self.sfn.describe_state_machine_for_execution,
            self.sfn.redrive_execution,
        ):
            message = self.refuses("ExecutionDoesNotExist", operation, **gone)
            self.assertEqual(message, f"Execution Does Not Exist: '{gone['executionArn']}'")
            self.refuses("InvalidArn", operation, executionArn="no ARN")
        token = self.sfn.get_execution_history
        self.refuses("InvalidToken", token, executionArn=execution, nextToken="no token")

    def test_lists_with_filters_and_by_pages(self):
        arn = self.create("many", machine(Go={"Type": "Wait", "SecondsPath": "$", "End": True}))
        quick = [self.start(arn, input="0", name=f"quick-{number}") for number in range(3)]
        slow = self.start(arn, input="3600", name="slow")
        for execution in quick:
            self.settled(execution)
        pages = list(
            self.sfn.get_paginator("list_executions").paginate(stateMachineArn=arn, PaginationConfig={"PageSize": 3})
        )
        listed = [one["name"] for page in pages for one in page["executions"]]
        self.assertEqual(listed, ["slow", "quick-2", "quick-1", "quick-0"])
        self.assertEqual(len(pages), 2)
        running = self.sfn.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"]
        self.assertEqual([one["executionArn"] for one in running], [slow])
        self.assertNotIn("stopDate", running[0])
        self.sfn.stop_execution(executionArn=slow)
        aborted = self.sfn.list_executions(stateMachineArn=arn, statusFilter="ABORTED")["executions"]
        self.assertEqual([one["executionArn"] for one in aborted], [slow])
        self.is_now(aborted[0]["stopDate"])
        ask = self.sfn.list_executions
        self.refuses("StateMachineDoesNotExist", ask, stateMachineArn=NOWHERE)
        self.refuses("ValidationException", ask)
        self.refuses("InvalidToken", ask, stateMachineArn=arn, nextToken="no token")
        express = self.create("unlisted", PASS, type="EXPRESS")
        self.refuses("StateMachineTypeNotSupported", ask, stateMachineArn=express)

    def test_redrives(self):
        key = str(uuid.uuid4())
        arn = self.create("redriven", machine(Try=call("second", {"key": key}, End=True)))
        execution = self.start(arn)
        failed = self.settled(execution)
        self.assertEqual((failed["status"], failed["error"]), ("FAILED", "TooEarly"))
        self.assertEqual(failed["redriveStatus"], "REDRIVABLE")
        redriven = self.sfn.redrive_execution(executionArn=execution, clientToken="one")
        self.is_now(redriven["redriveDate"])
        ended = self.settled(execution)
        self.assertEqual((ended["status"], ended["redriveCount"]), ("SUCCEEDED", 1))
        self.assertEqual(ended["redriveDate"], redriven["redriveDate"])
        again = self.sfn.redrive_execution(executionArn=execution, clientToken="one")
        self.assertEqual(again["redriveDate"], redriven["redriveDate"])
        events = self.sfn.get_execution_history(executionArn=execution)["events"]
        details = [one["executionRedrivenEventDetails"] for one in events if one["type"] == "ExecutionRedriven"]
        self.assertEqual(details, [{"redriveCount": 1}])
        listed = self.sfn.list_executions(stateMachineArn=arn, redriveFilter="REDRIVEN")["executions"]
        self.assertEqual([(one["executionArn"], one["redriveCount"]) for one in listed], [(execution, 1)])
        message = self.refuses("ExecutionNotRedrivable", self.sfn.redrive_execution, executionArn=execution)
        self.assertIn("SUCCEEDED", message)

    def test_runs_every_kind_of_state(self):
        definition = json.dumps(
            {
                "StartAt": "Items",
                "QueryLanguage": "JSONata",
                "States": {
                    "Items": {
                        "Type": "Map",
                        "Items": "{% [1, 2] %}",
                        "ItemProcessor": json.loads(machine(Twice={"Type": "Pass", "Output": "{% 2 * $states.input %}", "End": True})),
                        "Next": "Both",
                    },
                    "Both": {
                        "Type": "Parallel",
                        "Branches": [json.loads(PASS.replace('"Result"', '"Output"')), json.loads(machine(Now={"Type": "Wait", "Seconds": 0, "End": True}))],
                        "Assign": {"both": "{% $states.result %}"},
                        "Next": "Call",
                    },
                    "Call": {
                        "Type": "Task",
                        "Resource": LAMBDA,
                        "Arguments": {"FunctionName": "fail", "Payload": {"message": "no"}},
                        "Retry": [{"ErrorEquals": ["Refused"], "MaxAttempts": 1, "IntervalSeconds": 1, "MaxDelaySeconds": 2}],
                        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Which"}],
                        "End": True,
                    },
                    "Which": {"Type": "Choice", "Choices": [{"Condition": "{% $count($both) = 2 %}", "Next": "Fail"}]},
                    "Fail": {"Type": "Fail", "Error": "Planned", "Cause": "{% 'both: ' & $count($both) %}"},
                },
            }
        )
        ended = self.settled(self.start(self.create("all-kinds", definition)))
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("FAILED", "Planned", "both: 2"))
        events = self.sfn.get_execution_history(executionArn=ended["executionArn"])["events"]
        entered = [one["stateEnteredEventDetails"]["name"] for one in events if one["type"].endswith("StateEntered")]
        self.assertLessEqual({"Items", "Twice", "Both", "Say", "Now", "Call", "Which", "Fail"}, set(entered))
        self.assertEqual(sum(one["type"] == "TaskFailed" for one in events), 2)


class Express(ServiceTest):
    def test_waits_for_the_end(self):
        arn = self.create("fast", PASS, type="EXPRESS")
        ended = self.sfn.start_sync_execution(stateMachineArn=arn, name="one", input="1", traceHeader="Root=1-2-3")
        self.assertEqual((ended["status"], ended["output"], ended["name"]), ("SUCCEEDED", '{"said":"hello"}', "one"))
        self.assertRegex(ended["executionArn"], f"^{STATES}:express:fast:one:")
        self.assertGreaterEqual(ended["stopDate"], ended["startDate"])
        self.assertGreaterEqual(ended["billingDetails"]["billedDurationInMilliseconds"], 100)
        scant = self.sfn.start_sync_execution(stateMachineArn=arn, includedData="METADATA_ONLY")
        self.assertNotIn("output", scant)
        self.assertIn(":express:", self.start(arn))

    def test_tells_how_it_failed(self):
        arn = self.create("fast-fail", machine(Fail={"Type": "Fail", "Error": "E", "Cause": "C"}), type="EXPRESS")
        ended = self.sfn.start_sync_execution(stateMachineArn=arn)
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("FAILED", "E", "C"))
        sync = self.sfn.start_sync_execution
        self.refuses("StateMachineTypeNotSupported", sync, stateMachineArn=self.create("slow"))
        self.refuses("StateMachineDoesNotExist", sync, stateMachineArn=NOWHERE)
        self.refuses("InvalidExecutionInput", sync, stateMachineArn=arn, input="{")

    def test_is_reached_by_the_name_that_clients_make_of_it(self):
        arn = self.create("prefixed", PASS, type="EXPRESS")
        asked = []
        resolve = socket.getaddrinfo

        def resolved(host, *more, **options):
            asked.append(host)
            return resolve(host.removeprefix("sync-"), *more, **options)

        with mock.patch("socket.getaddrinfo", resolved):
            ended = client(inject_host_prefix=True).start_sync_execution(stateMachineArn=arn)
        self.assertEqual((ended["status"], asked), ("SUCCEEDED", ["sync-127.0.0.1"]))
