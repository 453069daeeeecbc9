import { newTaskToken } from "@stepbook/engine";
import { expect, it } from "vitest";
import { realClock } from "./clock";
import { hash } from "./hash";
import { Tokens } from "./tokens";

const name = "d4b0c0f6-2a3f-4f0e-9a55-2f5c1d3b7e11";

it("the token of a task that is not known any more is told from a text that never was one", () => {
  const tokens = new Tokens(realClock);
  const token = newTaskToken({ uuid: () => name, hash });
  expect(() => tokens.heartbeat(token)).toThrow("Task Timed Out: 'Provided task does not exist anymore'");
  for (const other of [name, `${name}-000000000000`, `x${token}`, token.slice(1), "-", "x"])
    expect(() => tokens.heartbeat(other)).toThrow("Invalid Token: 'Invalid token'");
});

it("who names a task that another process may run is told of that process", () => {
  const tokens = new Tokens(realClock, () => "process 7");
  const token = newTaskToken({ uuid: () => name, hash });
  expect(() => tokens.succeed(token, { output: 1 })).toThrow(
    expect.objectContaining({ hint: "If it is a task of an execution that process 7 runs, end it there." }),
  );
});
