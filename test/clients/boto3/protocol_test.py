from botocore.exceptions import ClientError

from service import PASS, ROLE, ServiceTest, client


class Protocol(ServiceTest):
    """What the service says of requests that the client would not have sent by itself."""

    careless = client(parameter_validation=False)

    def told(self, code, operation, **request):
        with self.assertRaises(ClientError) as refused:
            operation(**request)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        return refused.exception.response["Error"]["Message"]

    def test_names_what_is_missing(self):
        message = self.told("ValidationException", self.careless.create_state_machine, name="part")
        self.assertRegex(message, "^2 validation errors detected: Value null at 'definition' .* at 'roleArn' ")
        self.told("ValidationException", self.careless.tag_resource, resourceArn="a")
        self.told("ValidationException", self.careless.start_execution)

    def test_refuses_values_of_other_types(self):
        create = self.careless.create_state_machine
        self.told("SerializationException", create, name=1, definition=PASS, roleArn=ROLE)
        self.told("SerializationException", create, name="x", definition=PASS, roleArn=ROLE, publish="yes")

    def test_refuses_values_that_are_out_of_bounds(self):
        ask = self.careless
        self.told("ValidationException", ask.list_state_machines, maxResults=1001)
        self.told("ValidationException", ask.list_state_machines, maxResults=-1)
        self.told("ValidationException", ask.list_state_machines, nextToken="")
        self.told("ValidationException", ask.list_executions, stateMachineArn=self.create("bounds"), statusFilter="GONE")
        arn = self.create("long")
        self.told("InvalidName", ask.start_execution, stateMachineArn=arn, name="n" * 81)
        self.told("InvalidName", ask.create_activity, name="")
        message = self.told("InvalidDefinition", ask.create_state_machine, name="x", definition="", roleArn=ROLE)
        self.assertRegex(message, "^Invalid State Machine Definition: ")

    def test_answers_each_request_with_an_id_of_its_own(self):
        ids = {self.sfn.list_activities()["ResponseMetadata"]["RequestId"] for _ in range(3)}
        self.assertEqual(len(ids), 3)
