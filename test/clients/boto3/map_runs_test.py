import json

from service import STATES, ServiceTest, machine


def orders(processor, **more):
    """A definition whose one state works on the orders of a file in S3, each in a child of its own."""
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON"},
        "Parameters": {"Bucket": "orders", "Key": "orders.json"},
    }
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    state = {
        "Type": "Map",
        "Label": "Orders",
        "ItemReader": reader,
        "ItemProcessor": {"ProcessorConfig": config, **json.loads(processor)},
        "End": True,
        **more,
    }
    return machine(Orders=state)


DOUBLE = machine(
    Double={
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "double", "Payload.$": "$"},
        "OutputPath": "$.Payload",
        "End": True,
    }
)
WAIT = machine(Wait={"Type": "Wait", "Seconds": 3600, "End": True})


class MapRuns(ServiceTest):
    def of(self, execution):
        runs = self.until(
            lambda: self.sfn.list_map_runs(executionArn=execution)["mapRuns"], lambda runs: len(runs) > 0
        )
        return runs[0]

    def test_works_on_a_file_and_writes_results(self):
        writer = {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "orders", "Prefix": "results"},
        }
        arn = self.create("orders", orders(DOUBLE, ResultWriter=writer))
        execution = self.start(arn)
        ended = self.settled(execution)
        self.assertEqual(ended["status"], "SUCCEEDED")
        listed = self.of(execution)
        self.assertEqual(listed["stateMachineArn"], f"{arn}/Orders")
        run = self.sfn.describe_map_run(mapRunArn=listed["mapRunArn"])
        self.assertEqual((run["status"], run["executionArn"], run["redriveCount"]), ("SUCCEEDED", execution, 0))
        for counts in (run["itemCounts"], run["executionCounts"]):
            self.assertEqual((counts["total"], counts["succeeded"], counts["resultsWritten"]), (6, 6, 6))
        self.is_now(run["stopDate"])
        children = self.sfn.get_paginator("list_executions").paginate(
            mapRunArn=listed["mapRunArn"], PaginationConfig={"PageSize": 4}
        )
        children = children.build_full_result()["executions"]
        self.assertEqual([one["status"] for one in children], ["SUCCEEDED"] * 6)
        self.assertEqual({one["itemCount"] for one in children}, {1})
        child = self.sfn.describe_execution(executionArn=children[0]["executionArn"])
        self.assertEqual(child["mapRunArn"], listed["mapRunArn"])
        of = self.sfn.describe_state_machine_for_execution(executionArn=children[0]["executionArn"])
        self.assertEqual((of["label"], of["mapRunArn"]), ("Orders", listed["mapRunArn"]))
        events = self.sfn.get_execution_history(executionArn=execution)["events"]
        started = [one["mapRunStartedEventDetails"] for one in events if one["type"] == "MapRunStarted"]
        self.assertEqual(started, [{"mapRunArn": listed["mapRunArn"]}])
        self.refuses(
            "ValidationException", self.sfn.update_map_run, mapRunArn=listed["mapRunArn"], maxConcurrency=1
        )

    def test_is_changed_while_it_runs(self):
        arn = self.create("held", orders(WAIT, MaxConcurrency=2))
        execution = self.start(arn)
        run = self.of(execution)["mapRunArn"]
        ask = lambda: self.sfn.describe_map_run(mapRunArn=run)
        first = self.until(ask, lambda one: one["executionCounts"]["running"] == 2)
        self.assertEqual((first["status"], first["maxConcurrency"]), ("RUNNING", 2))
        self.assertNotIn("stopDate", first)
        self.assertEqual(first["itemCounts"]["pending"], 4)
        self.sfn.update_map_run(
            mapRunArn=run, maxConcurrency=5, toleratedFailurePercentage=12.5, toleratedFailureCount=3
        )
        more = self.until(ask, lambda one: one["executionCounts"]["running"] == 5)
        bounds = (more["maxConcurrency"], more["toleratedFailurePercentage"], more["toleratedFailureCount"])
        self.assertEqual(bounds, (5, 12.5, 3))
        running = self.sfn.list_executions(mapRunArn=run, statusFilter="RUNNING")["executions"]
        self.assertEqual(len(running), 5)
        self.sfn.stop_execution(executionArn=execution)
        self.until(ask, lambda one: one["status"] == "ABORTED")

    def test_refuses_map_runs_that_are_not_there(self):
        gone = {"mapRunArn": f"{STATES}:mapRun:held/Orders:8f1c2d1e-0b5c-3a55-9d52-5d1f0b2f7a10"}
        self.refuses("ResourceNotFound", self.sfn.describe_map_run, **gone)
        self.refuses("ResourceNotFound", self.sfn.update_map_run, **gone, maxConcurrency=1)
        self.refuses("ResourceNotFound", self.sfn.list_executions, **gone)
        self.refuses("InvalidArn", self.sfn.describe_map_run, mapRunArn="no ARN")
        none = f"{STATES}:execution:held:nobody"
        self.refuses("ExecutionDoesNotExist", self.sfn.list_map_runs, executionArn=none)
        self.refuses("InvalidArn", self.sfn.list_map_runs, executionArn="no ARN")
