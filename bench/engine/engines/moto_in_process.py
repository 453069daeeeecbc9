"""moto's Step Functions in this process, called through boto3. The time is from StartExecution to its end."""

import json
import resource
import sys
import time
import uuid

import boto3
import moto
from moto import mock_aws

path, runs = sys.argv[1], int(sys.argv[2])
with open(path, encoding="utf8") as file:
    workload = json.load(file)


@mock_aws(config={"stepfunctions": {"execute_state_machine": True}})
def run():
    client = boto3.client("stepfunctions", "us-east-1", aws_access_key_id="bench", aws_secret_access_key="bench")
    machine = client.create_state_machine(
        name="bench",
        definition=json.dumps(workload["definition"]),
        roleArn="arn:aws:iam::123456789012:role/bench",
    )["stateMachineArn"]
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        arn = client.start_execution(
            stateMachineArn=machine, name=str(uuid.uuid4()), input=json.dumps(workload["input"])
        )["executionArn"]
        while (execution := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
            time.sleep(0.005)
        times.append(1000 * (time.perf_counter() - begin))
        if execution["status"] != "SUCCEEDED":
            sys.exit(f"{execution['status']} {execution.get('error')}: {execution.get('cause')}")
    history = client.get_execution_history(executionArn=arn)
    return {
        "version": f"moto {moto.__version__}, Python {sys.version.split()[0]}",
        "times": times,
        "output": json.loads(execution["output"]),
        "events": history["events"][-1]["id"],
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


print(json.dumps(run()))
