import { describe, expect, it } from "vitest";
import { type Connection, createService } from "./service";

interface Sent {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** A service whose answers are given, one a request; an Error is a network that fails. */
const answering = (...answers: readonly (readonly [number, unknown] | Error)[]) => {
  const sent: Sent[] = [];
  const said: Connection[] = [];
  const left = [...answers];
  const service = createService({
    onConnection: (connection) => said.push(connection),
    fetch: async (_, init) => {
      sent.push({ body: JSON.parse(String(init?.body)), headers: init?.headers as Sent["headers"] });
      const next = left.shift() ?? [200, {}];
      if (next instanceof Error) throw next;
      const [status, answer] = next;
      return new Response(typeof answer === "string" ? answer : JSON.stringify(answer), { status });
    },
  });
  return { ...service, sent, said };
};

const refused = [403, { __type: "com.amazon.coral.service#UnrecognizedClientException", message: "no" }] as const;

describe("what the page asks", () => {
  it("is an operation of the API, and moments are dates", async () => {
    const startDate = 1_700_000_000.125;
    const { api, sent } = answering([200, { executions: [{ startDate, name: "1", itemCount: 3 }] }]);
    const { executions } = await api.listExecutions({ stateMachineArn: "arn" });
    expect(executions).toEqual([{ startDate: new Date(1_700_000_000_125), name: "1", itemCount: 3 }]);
    expect(sent).toEqual([
      {
        body: { stateMachineArn: "arn" },
        headers: {
          "Content-Type": "application/x-amz-json-1.0",
          "X-Amz-Target": "AWSStepFunctions.ListExecutions",
        },
      },
    ]);
  });

  it("is refused by the name that AWS has for it", async () => {
    const { api, said } = answering([400, { __type: "a.b#ExecutionDoesNotExist", message: "none" }]);
    await expect(api.describeExecution({ executionArn: "x" })).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
      message: "none",
    });
    expect(said).toEqual([]);
  });

  it.each([
    ["fails", new TypeError("failed")],
    ["is not the service", [200, "<html>"]],
    ["has an odd answer", [200, "null"]],
  ] as const)("says that it is away where what answers %s, and that it is here again", async (_, answer) => {
    const { api, said } = answering(answer);
    await expect(api.listStateMachines({})).rejects.toMatchObject({ name: "Away" });
    await api.listStateMachines({});
    expect(said).toEqual(["away", "here"]);
  });

  it("waits for the token, and tells of each that is wrong", async () => {
    const { api, said, sent, setToken } = answering(refused, refused);
    await expect(api.listStateMachines({})).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    await expect(api.listStateMachines({})).rejects.toMatchObject({ name: "Closed" });
    expect(sent).toHaveLength(1);
    setToken("wrong");
    await expect(api.listStateMachines({})).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    setToken("right");
    await api.listStateMachines({});
    expect(said).toEqual(["closed", "closed", "here"]);
    expect(sent.map(({ headers }) => headers.Authorization)).toEqual([undefined, "Bearer wrong", "Bearer right"]);
  });
});
