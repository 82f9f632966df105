/** The microbenchmarks and their variants by name, for those who need no source. */
export const microVariants = {
  read: ['v1', 'v2', 'v3', 'v4'],
  copy: ['v1', 'v2', 'v3'],
  'matvec-q4': ['v1', 'v2', 'v3', 'v4'],
  'matmul-f32': ['v1', 'v2', 'v3', 'v4'],
  'matmul-f16': ['v1', 'v2', 'v3'],
  'matmul-int8': ['v1', 'v2', 'v3'],
} as const;

export type MicroId = keyof typeof microVariants;
export const microIds = Object.keys(microVariants) as MicroId[];

/** v1 to v4; a benchmark has the first three or all four. */
export type MicroVariant = (typeof microVariants)[MicroId][number];
