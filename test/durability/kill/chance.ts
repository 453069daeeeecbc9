/** Another run with the same seed does the same, as far as two processes and a clock allow. */
export const seed = Number(process.env.STEPBOOK_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

let state = seed;

/** From 0 to below 1. */
export const random = (): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x80000000;
};

export const below = (most: number): number => Math.floor(random() * most);

export const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;
