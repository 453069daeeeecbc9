export declare function startAccount(
  functions: () => object,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }>;
