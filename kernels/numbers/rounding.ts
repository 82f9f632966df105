/**
 * Rounding rules, by name: formats differ in nothing as silently as in what they do with a tie.
 * All take and return fp64; the caller applies Math.fround where a format computes in fp32.
 */

/** 1.5 · 2^52: adding and subtracting it leaves the nearest integer, ties to even, for |x| below 2^51. */
const MAGIC = 6755399441055744;

/** Nearest integer, ties to the even one (ONNX, torch, IEEE rint). Worked: 0.5 → 0, 1.5 → 2, −2.5 → −2. */
export function roundHalfEven(x: number): number {
  if (Math.abs(x) >= 2251799813685248) return Math.abs(x) >= 4503599627370496 ? x : roundHalfEvenLarge(x);
  return x + MAGIC - MAGIC;
}

/** Between 2^51 and 2^52 only halves are left to round. */
function roundHalfEvenLarge(x: number): number {
  const floor = Math.floor(x);
  if (x === floor) return x;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Nearest integer, ties away from zero (C roundf; MLAS, Q8_0). Worked: 0.5 → 1, −2.5 → −3. */
export function roundHalfAway(x: number): number {
  return x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);
}
