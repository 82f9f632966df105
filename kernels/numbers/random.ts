/**
 * Seeded randomness for every simulator, exercise and test. Kernels never call Math.random.
 * Generator: mulberry32 (32-bit state, period 2^32; good enough for simulations of a page, not for cryptography).
 * The state is a plain uint32 so that a simulator's state stays plain JSON.
 */

/** One draw from mulberry32. Returns the uniform in [0, 1) and the next state. Worked: nextUniform(7).value = 0.011699… */
export function nextUniform(state: number): { value: number; state: number } {
  const next = (state + 0x6d2b79f5) >>> 0;
  let t = next;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return { value: ((t ^ (t >>> 14)) >>> 0) / 4294967296, state: next };
}

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Integer in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** Standard normal (Box–Muller, the cosine half only, so that one normal costs two uniforms always). */
  normal(): number;
  /** Current 32-bit state: `createRandom(state)` continues the sequence. */
  state(): number;
}

/** A seeded generator over `nextUniform`. The same seed gives the same sequence on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = () => {
    const draw = nextUniform(state);
    state = draw.state;
    return draw.value;
  };
  return {
    uniform,
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    pick: (items) => items[Math.floor(uniform() * items.length)],
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    normal: () => {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
    state: () => state,
  };
}
