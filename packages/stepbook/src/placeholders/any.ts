/**
 * A value of which nothing is known before the workflow runs, such as what a function returns. A notebook reads its
 * parts without casts.
 */
// biome-ignore lint/suspicious/noExplicitAny: the one place where this is said.
export type Any = any;
