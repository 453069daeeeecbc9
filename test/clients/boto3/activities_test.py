import json
import threading

from service import STATES, ServiceTest, client, machine


class Activities(ServiceTest):
    def setUp(self):
        self.activity = self.sfn.create_activity(name="paint", tags=[{"key": "team", "value": "a"}])["activityArn"]
        self.addCleanup(self.sfn.delete_activity, activityArn=self.activity)

    def painting(self, **more):
        task = {"Type": "Task", "Resource": self.activity, "End": True, **more}
        return self.start(self.create("painting", machine(Paint=task)), input='{"color": "red"}')

    def take(self):
        return self.sfn.get_activity_task(activityArn=self.activity, workerName="ann")

    def test_makes_describes_lists_and_deletes(self):
        self.assertEqual(self.activity, f"{STATES}:activity:paint")
        described = self.sfn.describe_activity(activityArn=self.activity)
        self.assertEqual((described["activityArn"], described["name"]), (self.activity, "paint"))
        self.is_now(described["creationDate"])
        again = self.sfn.create_activity(name="paint")
        self.assertEqual(again["creationDate"], described["creationDate"])
        tags = self.sfn.list_tags_for_resource(resourceArn=self.activity)["tags"]
        self.assertEqual(tags, [{"key": "team", "value": "a"}])
        names = ["dry", "wash"]
        for name in names:
            self.addCleanup(self.sfn.delete_activity, activityArn=self.sfn.create_activity(name=name)["activityArn"])
        pages = list(self.sfn.get_paginator("list_activities").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([one["name"] for page in pages for one in page["activities"]], ["paint", *names])
        self.assertEqual(len(pages), 2)
        self.sfn.delete_activity(activityArn=self.activity)
        gone = {"activityArn": self.activity}
        message = self.refuses("ActivityDoesNotExist", self.sfn.describe_activity, **gone)
        self.assertEqual(message, f"Activity Does Not Exist: '{self.activity}'")
        self.refuses("ActivityDoesNotExist", self.sfn.get_activity_task, **gone)
        self.refuses("InvalidName", self.sfn.create_activity, name="a b")
        self.refuses("InvalidArn", self.sfn.delete_activity, activityArn="no ARN")
        self.refuses("InvalidToken", self.sfn.list_activities, nextToken="no token")

    def test_a_worker_that_waits_gets_the_task_that_comes(self):
        got = []
        asked = threading.Event()

        def work():
            sfn = client()
            sfn.meta.events.register("before-send.stepfunctions.GetActivityTask", lambda **_: asked.set())
            got.append(sfn.get_activity_task(activityArn=self.activity, workerName="ann"))

        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        self.assertTrue(asked.wait(30))
        execution = self.painting(TimeoutSeconds=60, HeartbeatSeconds=30)
        worker.join(30)
        [task] = got
        self.assertEqual(json.loads(task["input"]), {"color": "red"})
        self.sfn.send_task_heartbeat(taskToken=task["taskToken"])
        self.sfn.send_task_success(taskToken=task["taskToken"], output='{"painted": true}')
        ended = self.settled(execution)
        self.assertEqual((ended["status"], json.loads(ended["output"])), ("SUCCEEDED", {"painted": True}))
        events = self.sfn.get_execution_history(executionArn=execution)["events"]
        started = [one["activityStartedEventDetails"] for one in events if one["type"] == "ActivityStarted"]
        self.assertEqual(started, [{"workerName": "ann"}])
        self.refuses("TaskTimedOut", self.sfn.send_task_heartbeat, taskToken=task["taskToken"])
        self.refuses("TaskTimedOut", self.sfn.send_task_success, taskToken=task["taskToken"], output="1")
        self.refuses("TaskTimedOut", self.sfn.send_task_failure, taskToken=task["taskToken"])

    def test_a_worker_fails(self):
        execution = self.painting()
        token = self.take()["taskToken"]
        self.refuses("InvalidOutput", self.sfn.send_task_success, taskToken=token, output="{")
        self.sfn.send_task_failure(taskToken=token, error="NoPaint", cause="The pot is empty")
        ended = self.settled(execution)
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("FAILED", "NoPaint", "The pot is empty"))

    def test_refuses_tokens_of_nothing(self):
        self.refuses("InvalidToken", self.sfn.send_task_success, taskToken="none", output="1")
        self.refuses("InvalidToken", self.sfn.send_task_failure, taskToken="none")
        self.refuses("InvalidToken", self.sfn.send_task_heartbeat, taskToken="none")
