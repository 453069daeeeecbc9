from collections import Counter

from service import NOWHERE, PASS, WAIT, ServiceTest


class Versions(ServiceTest):
    def setUp(self):
        self.arn = self.create("published")
        self.one = self.sfn.publish_state_machine_version(stateMachineArn=self.arn, description="one")
        revision = self.sfn.update_state_machine(stateMachineArn=self.arn, definition=WAIT)["revisionId"]
        self.two = self.sfn.publish_state_machine_version(stateMachineArn=self.arn, revisionId=revision)

    def routes(self, first, second):
        arns = [self.one["stateMachineVersionArn"], self.two["stateMachineVersionArn"]]
        return [{"stateMachineVersionArn": arn, "weight": weight} for arn, weight in zip(arns, (first, second))]

    def alias(self, name="live", routes=None, **more):
        created = self.sfn.create_state_machine_alias(
            name=name, routingConfiguration=routes or self.routes(50, 50), **more
        )
        arn = created["stateMachineAliasArn"]
        self.addCleanup(self.sfn.delete_state_machine_alias, stateMachineAliasArn=arn)
        self.is_now(created["creationDate"])
        return arn

    def test_publishes_describes_lists_and_deletes(self):
        self.assertEqual(self.one["stateMachineVersionArn"], f"{self.arn}:1")
        self.is_now(self.one["creationDate"])
        described = self.sfn.describe_state_machine(stateMachineArn=f"{self.arn}:1")
        self.assertEqual((described["definition"], described["description"]), (PASS, "one"))
        listed = self.sfn.list_state_machine_versions(stateMachineArn=self.arn, maxResults=1)
        self.assertEqual([one["stateMachineVersionArn"] for one in listed["stateMachineVersions"]], [f"{self.arn}:2"])
        rest = self.sfn.list_state_machine_versions(stateMachineArn=self.arn, nextToken=listed["nextToken"])
        self.assertEqual([one["stateMachineVersionArn"] for one in rest["stateMachineVersions"]], [f"{self.arn}:1"])
        self.assertNotIn("nextToken", rest)
        self.sfn.delete_state_machine_version(stateMachineVersionArn=f"{self.arn}:1")
        left = self.sfn.list_state_machine_versions(stateMachineArn=self.arn)["stateMachineVersions"]
        self.assertEqual(left, [{key: self.two[key] for key in ("stateMachineVersionArn", "creationDate")}])

    def test_refuses_what_is_no_version(self):
        publish = self.sfn.publish_state_machine_version
        self.refuses("ConflictException", publish, stateMachineArn=self.arn, revisionId="another")
        self.refuses("StateMachineDoesNotExist", publish, stateMachineArn=NOWHERE)
        self.refuses("InvalidArn", self.sfn.delete_state_machine_version, stateMachineVersionArn="no ARN")
        self.refuses("InvalidArn", self.sfn.list_state_machine_versions, stateMachineArn="no ARN")
        self.alias()
        message = self.refuses(
            "ConflictException", self.sfn.delete_state_machine_version, stateMachineVersionArn=f"{self.arn}:1"
        )
        self.assertIn("live", message)

    def test_makes_changes_lists_and_deletes_aliases(self):
        live = self.alias(description="what runs")
        spare = self.alias("spare", self.routes(100, 0)[:1])
        self.assertEqual(live, f"{self.arn}:live")
        described = self.sfn.describe_state_machine_alias(stateMachineAliasArn=live)
        self.assertEqual((described["name"], described["description"]), ("live", "what runs"))
        self.assertEqual(described["routingConfiguration"], self.routes(50, 50))
        updated = self.sfn.update_state_machine_alias(
            stateMachineAliasArn=live, routingConfiguration=self.routes(0, 100)
        )
        described = self.sfn.describe_state_machine_alias(stateMachineAliasArn=live)
        self.assertEqual(described["updateDate"], updated["updateDate"])
        self.assertEqual(described["routingConfiguration"], self.routes(0, 100))
        listed = self.sfn.list_state_machine_aliases(stateMachineArn=self.arn, maxResults=1)
        more = self.sfn.list_state_machine_aliases(stateMachineArn=self.arn, nextToken=listed["nextToken"])
        arns = [one["stateMachineAliasArn"] for page in (listed, more) for one in page["stateMachineAliases"]]
        self.assertEqual(arns, [live, spare])
        of_two = self.sfn.list_state_machine_aliases(stateMachineArn=f"{self.arn}:2")["stateMachineAliases"]
        self.assertEqual([one["stateMachineAliasArn"] for one in of_two], [live])
        self.sfn.delete_state_machine_alias(stateMachineAliasArn=live)
        gone = {"stateMachineAliasArn": live}
        self.refuses("ResourceNotFound", self.sfn.describe_state_machine_alias, **gone)
        self.refuses("ResourceNotFound", self.sfn.update_state_machine_alias, **gone, description="none")
        self.refuses("InvalidArn", self.sfn.delete_state_machine_alias, stateMachineAliasArn=self.arn)
        self.refuses("StateMachineDoesNotExist", self.sfn.list_state_machine_aliases, stateMachineArn=NOWHERE)

    def test_refuses_routes_that_lead_nowhere(self):
        create = self.sfn.create_state_machine_alias
        self.refuses("ValidationException", create, name="x", routingConfiguration=self.routes(50, 49))
        self.refuses("ValidationException", create, name="7", routingConfiguration=self.routes(50, 50))
        self.alias()
        self.refuses("ConflictException", create, name="live", routingConfiguration=self.routes(0, 100))

    def test_starts_executions_by_weight(self):
        live = self.alias(routes=self.routes(50, 50))
        executions = [self.start(live) for _ in range(40)]
        described = [self.sfn.describe_execution(executionArn=one) for one in executions]
        versions = Counter(one["stateMachineVersionArn"] for one in described)
        # That one of two even ways is never taken in forty has a chance of one in 10¹².
        self.assertEqual(set(versions), {f"{self.arn}:1", f"{self.arn}:2"})
        self.assertEqual({one["stateMachineAliasArn"] for one in described}, {live})
        listed = self.sfn.list_executions(stateMachineArn=f"{self.arn}:2", maxResults=100)["executions"]
        self.assertEqual(len(listed), versions[f"{self.arn}:2"])
        for execution in executions:
            self.sfn.stop_execution(executionArn=execution)
