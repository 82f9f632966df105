/**
 * How many claims got which verdict. Counted by hand here so that the words of the claims stay out of every bundle
 * that computes; tests/content/errata.test.ts counts the claims themselves and compares.
 */
export const errataCounts = {
  claims: 174,
  right: 72,
  rightArithmetic: 8,
  misleading: 42,
  wrong: 39,
  unsourced: 13,
  recomputed: 108,
} as const;
