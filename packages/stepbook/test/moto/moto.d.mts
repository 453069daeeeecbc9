export declare const python: string;
export declare function problemWith(module: string): string | undefined;
export declare function startMoto(): Promise<{ readonly endpoint: string; stop(): Promise<void> }>;
