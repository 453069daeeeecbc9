export declare const python: string;
export declare function problemWith(module: string): string | undefined;
export interface MotoOptions {
  // biome-ignore lint/suspicious/noExplicitAny: an event is what the state machine sends
  readonly functions?: { readonly [name: string]: (event: any) => unknown };
}
export declare function startMoto(options?: MotoOptions): Promise<{ readonly endpoint: string; stop(): Promise<void> }>;
