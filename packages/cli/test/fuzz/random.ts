/** Numbers that a seed decides. */
export interface Random {
  /** A whole number below a limit. */
  below(limit: number): number;
  pick<T>(choices: readonly T[], fallback: T): T;
}

/** A generator of numbers (mulberry32) that gives the same for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { below, pick: (choices, fallback) => choices[below(choices.length)] ?? fallback };
}
