from service import NOWHERE, PASS, ROLE, STATES, WAIT, ServiceTest, machine


class StateMachines(ServiceTest):
    def test_creates_describes_and_deletes(self):
        request = {
            "name": "whole",
            "definition": PASS,
            "roleArn": ROLE,
            "type": "STANDARD",
            "tags": [{"key": "team", "value": "a"}],
            "tracingConfiguration": {"enabled": True},
            "loggingConfiguration": {"level": "OFF", "includeExecutionData": False},
            "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
            "publish": True,
            "versionDescription": "the first",
        }
        created = self.sfn.create_state_machine(**request)
        arn = f"{STATES}:stateMachine:whole"
        self.assertEqual(created["stateMachineArn"], arn)
        self.assertEqual(created["stateMachineVersionArn"], f"{arn}:1")
        self.is_now(created["creationDate"])
        again = self.sfn.create_state_machine(**request)
        self.assertEqual(again["creationDate"], created["creationDate"])

        described = self.sfn.describe_state_machine(stateMachineArn=arn)
        for member in ("name", "definition", "roleArn", "type", "tracingConfiguration", "encryptionConfiguration"):
            self.assertEqual(described[member], request[member])
        self.assertEqual(described["status"], "ACTIVE")
        self.assertEqual(described["creationDate"], created["creationDate"])
        without = self.sfn.describe_state_machine(stateMachineArn=arn, includedData="METADATA_ONLY")
        self.assertEqual(without["definition"], "{}")

        self.sfn.delete_state_machine(stateMachineArn=arn)
        self.sfn.delete_state_machine(stateMachineArn=arn)
        message = self.refuses("StateMachineDoesNotExist", self.sfn.describe_state_machine, stateMachineArn=arn)
        self.assertEqual(message, f"State Machine Does Not Exist: '{arn}'")

    def test_refuses_what_is_wrong_in_a_new_one(self):
        create = self.sfn.create_state_machine
        self.create("taken")
        self.refuses("StateMachineAlreadyExists", create, name="taken", definition=WAIT, roleArn=ROLE)
        self.refuses("InvalidName", create, name="no spaces", definition=PASS, roleArn=ROLE)
        self.refuses("InvalidArn", create, name="role", definition=PASS, roleArn="no role")
        self.refuses("InvalidDefinition", create, name="text", definition="{", roleArn=ROLE)
        astray = machine(A={"Type": "Pass", "Next": "B"})
        message = self.refuses("InvalidDefinition", create, name="next", definition=astray, roleArn=ROLE)
        self.assertRegex(message, r"^Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: .* at /States/A/Next")
        logging = {"level": "ALL", "destinations": []}
        self.refuses(
            "InvalidLoggingConfiguration",
            create,
            name="logs",
            definition=PASS,
            roleArn=ROLE,
            loggingConfiguration=logging,
        )
        encryption = {"type": "AWS_OWNED_KEY", "kmsKeyId": "key"}
        self.refuses(
            "InvalidEncryptionConfiguration",
            create,
            name="key",
            definition=PASS,
            roleArn=ROLE,
            encryptionConfiguration=encryption,
        )
        tags = [{"key": f"k{number}", "value": ""} for number in range(51)]
        self.refuses("TooManyTags", create, name="tags", definition=PASS, roleArn=ROLE, tags=tags)
        self.refuses(
            "ValidationException", create, name="v", definition=PASS, roleArn=ROLE, versionDescription="unpublished"
        )

    def test_updates(self):
        arn = self.create("changing")
        first = self.sfn.update_state_machine(stateMachineArn=arn, definition=WAIT)
        self.is_now(first["updateDate"])
        same = self.sfn.update_state_machine(stateMachineArn=arn, definition=WAIT)
        self.assertEqual(same["revisionId"], first["revisionId"])
        more = self.sfn.update_state_machine(
            stateMachineArn=arn, roleArn=f"{ROLE}2", publish=True, versionDescription="second"
        )
        self.assertNotEqual(more["revisionId"], first["revisionId"])
        self.assertEqual(more["stateMachineVersionArn"], f"{arn}:1")
        described = self.sfn.describe_state_machine(stateMachineArn=arn)
        self.assertEqual((described["definition"], described["roleArn"]), (WAIT, f"{ROLE}2"))
        self.assertEqual(described["revisionId"], more["revisionId"])
        update = self.sfn.update_state_machine
        self.refuses("MissingRequiredParameter", update, stateMachineArn=arn)
        self.refuses("InvalidDefinition", update, stateMachineArn=arn, definition="[]")
        self.refuses("StateMachineDoesNotExist", update, stateMachineArn=NOWHERE, definition=PASS)

    def test_is_deleting_while_an_execution_runs(self):
        arn = self.create("going", WAIT)
        execution = self.start(arn)
        self.sfn.delete_state_machine(stateMachineArn=arn)
        self.assertEqual(self.sfn.describe_state_machine(stateMachineArn=arn)["status"], "DELETING")
        self.refuses("StateMachineDeleting", self.sfn.start_execution, stateMachineArn=arn)
        self.refuses("StateMachineDeleting", self.sfn.update_state_machine, stateMachineArn=arn, definition=PASS)
        self.sfn.stop_execution(executionArn=execution)
        self.refuses("StateMachineDoesNotExist", self.sfn.describe_state_machine, stateMachineArn=arn)
        self.refuses("InvalidArn", self.sfn.delete_state_machine, stateMachineArn="no ARN")

    def test_lists_by_pages(self):
        names = [f"listed-{number}" for number in range(5)]
        for name in names:
            self.create(name)
        pages = list(self.sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["stateMachines"]) for page in pages], [2, 2, 1])
        listed = [one for page in pages for one in page["stateMachines"]]
        self.assertEqual([one["name"] for one in listed], names)
        self.assertEqual({one["type"] for one in listed}, {"STANDARD"})
        self.is_now(listed[0]["creationDate"])
        self.refuses("InvalidToken", self.sfn.list_state_machines, nextToken="no token")

    def test_tags(self):
        arn = self.create("tagged", tags=[{"key": "team", "value": "a"}])
        self.sfn.tag_resource(resourceArn=arn, tags=[{"key": "cost", "value": "1"}, {"key": "team", "value": "b"}])
        tags = lambda: {tag["key"]: tag["value"] for tag in self.sfn.list_tags_for_resource(resourceArn=arn)["tags"]}
        self.assertEqual(tags(), {"cost": "1", "team": "b"})
        self.sfn.untag_resource(resourceArn=arn, tagKeys=["team", "unknown"])
        self.assertEqual(tags(), {"cost": "1"})
        many = [{"key": f"k{number}", "value": ""} for number in range(50)]
        self.refuses("TooManyTags", self.sfn.tag_resource, resourceArn=arn, tags=many)
        for operation, more in (
            (self.sfn.tag_resource, {"tags": []}),
            (self.sfn.untag_resource, {"tagKeys": []}),
            (self.sfn.list_tags_for_resource, {}),
        ):
            with self.assertRaises(self.sfn.exceptions.ResourceNotFound) as refused:
                operation(resourceArn=NOWHERE, **more)
            self.assertEqual(refused.exception.response["resourceName"], NOWHERE)

    def test_validates_definitions(self):
        validate = self.sfn.validate_state_machine_definition
        good = validate(definition=PASS, type="EXPRESS")
        self.assertEqual((good["result"], good["diagnostics"], good["truncated"]), ("OK", [], False))
        answer = validate(definition=machine(A={"Type": "Pass", "Next": "B"}), severity="WARNING", maxResults=1)
        self.assertEqual((answer["result"], answer["truncated"]), ("FAIL", True))
        [diagnostic] = answer["diagnostics"]
        self.assertEqual((diagnostic["severity"], diagnostic["code"]), ("ERROR", "MISSING_TRANSITION_TARGET"))
        self.assertEqual(diagnostic["location"], "/States/A/Next")
        self.refuses("ValidationException", validate, definition=PASS, type="FAST")
