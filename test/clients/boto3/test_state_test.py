import json

from service import ROLE, ServiceTest


class TestState(ServiceTest):
    def test_runs_a_state_by_itself(self):
        definition = json.dumps({"Type": "Pass", "Parameters": {"twice.$": "$.n"}, "Next": "B"})
        answer = self.sfn.test_state(definition=definition, roleArn=ROLE, input='{"n": 2}', inspectionLevel="DEBUG")
        self.assertEqual((answer["status"], answer["nextState"]), ("SUCCEEDED", "B"))
        self.assertEqual(json.loads(answer["output"]), {"twice": 2})
        self.assertEqual(json.loads(answer["inspectionData"]["afterParameters"]), {"twice": 2})

    def test_runs_a_state_with_variables(self):
        state = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $n + $states.input %}", "End": True}
        answer = self.sfn.test_state(definition=json.dumps(state), input="2", variables='{"n": 1}')
        self.assertEqual((answer["status"], answer["output"]), ("SUCCEEDED", "3"))

    def test_takes_a_mock_for_the_work_of_a_task(self):
        task = {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "anything"},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 2}],
            "End": True,
        }
        mock = {"errorOutput": {"error": "Busy", "cause": "later"}}
        answer = self.sfn.test_state(definition=json.dumps(task), mock=mock, inspectionLevel="DEBUG")
        self.assertEqual((answer["status"], answer["error"], answer["cause"]), ("RETRIABLE", "Busy", "later"))
        details = answer["inspectionData"]["errorDetails"]
        self.assertEqual((details["retryIndex"], details["retryBackoffIntervalSeconds"]), (0, 5))

    def test_refuses_what_it_cannot_try(self):
        test = self.sfn.test_state
        self.refuses("InvalidDefinition", test, definition="{}")
        good = json.dumps({"Type": "Pass", "End": True})
        self.refuses("InvalidExecutionInput", test, definition=good, input="{")
        self.refuses("InvalidArn", test, definition=good, roleArn="no role")
        self.refuses("ValidationException", test, definition=good, variables="[")
