import type { RoutingConfigurationListItem } from "@stepbook/asl";
import { machineArnOf } from "../arns";
import type { Embedded } from "../embedded";
import type { MachineRecord } from "../machines";
import { LocalServiceError } from "../service-error";

type Routing = readonly RoutingConfigurationListItem[];

const refuse = (message: string, hint?: string): never => {
  throw new LocalServiceError("ValidationException", message, {
    reason: "INVALID_ROUTING_CONFIGURATION",
    ...(hint === undefined ? {} : { hint }),
  });
};

const unmet = (value: string, field: string, constraint: string): string =>
  `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have ${constraint}`;

/** The machine whose versions an alias leads to: one version or two, by weights that make up 100. */
export const checkRouting = ({ store }: Embedded, routing: Routing): MachineRecord => {
  const fault = faultOf(routing);
  if (fault !== undefined)
    return refuse(fault, "an alias leads to one version or two: [{ stateMachineVersionArn, weight }, …]");
  const arns = routing.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const received = `Received: [${arns.join(", ")}]`;
  if (new Set(arns).size < arns.length)
    return refuse(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  const weights = routing.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    return refuse(`Sum of routing configuration weights must equal 100. Received: [${weights.join(", ")}]`);
  const machines = arns.map((arn) => {
    const machine = store.machine(machineArnOf(arn).machineArn);
    return machine?.versions.some((version) => version.arn === arn)
      ? machine
      : refuse(
          `Routing configuration must contain state machine version ARNs. ${received}`,
          `${arn} is no version of a state machine; workflows are published with publishStateMachineVersion`,
        );
  });
  const [machine] = machines;
  return machines.every((one) => one === machine)
    ? machine!
    : refuse(`Routing configuration must contain versions of one state machine. ${received}`);
};

const shown = (routing: Routing): string => {
  const items = routing.map(
    (item) =>
      `RoutingConfigurationListItem(stateMachineVersionArn=${item?.stateMachineVersionArn}, weight=${item?.weight})`,
  );
  return `[${items.join(", ")}]`;
};

/** What is wrong with one item of two. */
const faultOfItem = (item: unknown, index: number): string | undefined => {
  const field = `routingConfiguration.${index + 1}.member`;
  const { stateMachineVersionArn, weight = Number.NaN } = (item ?? {}) as Partial<RoutingConfigurationListItem>;
  if (typeof stateMachineVersionArn !== "string")
    return `1 validation error detected: Value at '${field}.stateMachineVersionArn' failed to satisfy constraint: Member must not be null`;
  if (!Number.isInteger(weight)) return `${field}.weight is a whole number from 0 to 100; this is ${weight}`;
  if (weight < 0) return unmet(String(weight), `${field}.weight`, "value greater than or equal to 0");
  return weight > 100 ? unmet(String(weight), `${field}.weight`, "value less than or equal to 100") : undefined;
};

/** What is wrong with a list of routes, whatever they lead to: it has one or two, each with an ARN and a weight. */
const faultOf = (routing: Routing): string | undefined => {
  if (!Array.isArray(routing)) return `routingConfiguration is a list; this is ${JSON.stringify(routing)}`;
  if (routing.length < 1) return unmet("[]", "routingConfiguration", "length greater than or equal to 1");
  if (routing.length > 2) return unmet(shown(routing), "routingConfiguration", "length less than or equal to 2");
  return routing.map(faultOfItem).find((fault) => fault !== undefined);
};
