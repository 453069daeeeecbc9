/** What the page shows: a machine, and maybe an execution of it, or a Map Run of one. */
export interface Place {
  readonly machine?: string;
  readonly execution?: string;
  readonly mapRun?: string;
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Child executions and Map Runs have the label of their state after the machine's name. */
const machineOf = (arn: string, wanted: string): string | undefined => {
  const [start, partition, service, region, account, kind, name, ...rest] = arn.split(":");
  if (start !== "arn" || kind !== wanted || !name || rest.length === 0) return undefined;
  return [start, partition, service, region, account, "stateMachine", name.split("/")[0]].join(":");
};

/** Whether an execution is the child of a Map Run. */
export const isChild = (arn: string): boolean => {
  const [, , , , , kind, name = ""] = arn.split(":");
  return kind === "execution" && name.includes("/");
};

export const isMapRun = (arn: string): boolean => arn.split(":")[5] === "mapRun";

/** The place that an address names by what is after its `#`; none where it names nothing that there can be. */
export const placeOf = (hash: string): Place => {
  const [, kind, text = ""] = /^#(machine|execution|mapRun)=(.+)$/s.exec(hash) ?? [];
  const arn = decoded(text);
  if (!arn) return {};
  if (kind === "machine") return { machine: arn };
  const machine = machineOf(arn, kind!);
  if (machine === undefined) return {};
  return kind === "mapRun" ? { machine, mapRun: arn } : { machine, execution: arn };
};

export const hashOf = ({ machine, execution, mapRun }: Place): string => {
  if (execution !== undefined) return `#execution=${encodeURIComponent(execution)}`;
  if (mapRun !== undefined) return `#mapRun=${encodeURIComponent(mapRun)}`;
  return machine === undefined ? "#" : `#machine=${encodeURIComponent(machine)}`;
};
