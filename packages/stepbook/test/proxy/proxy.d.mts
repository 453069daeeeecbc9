/** What can befall a call on its way. */
export type Fault =
  | "throttled"
  | "tooManyRequests"
  | "unavailable"
  | "failing"
  | "expired"
  | "denied"
  | "reset"
  | "lost"
  | "truncated"
  | "cut"
  | "slow";

export declare const faultNames: readonly Fault[];

export declare function startProxy(
  endpoint: string,
  plan?: (operation: string, call: number) => Fault | undefined,
): Promise<{
  readonly endpoint: string;
  /** What came through, in order: when, in milliseconds, and with the bytes of the server's answer. */
  readonly calls: readonly {
    readonly operation: string;
    readonly fault: Fault | undefined;
    readonly bytes: number;
    readonly time: number;
  }[];
  stop(): Promise<void>;
}>;
