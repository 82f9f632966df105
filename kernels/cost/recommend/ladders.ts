/** Formats from wide to narrow, as a recommendation narrows them when nothing fits. */

/** From wide to narrow; the first of them stands for 16 bits, which some devices can only have as fp16. */
export const weightLadder = [
  'bf16',
  'Q8_0',
  'fp8',
  'int8',
  'Q6_K',
  'Q5_K',
  'Q4_K',
  'int4-g128-zp',
  'Q3_K',
  'int3-g128-zp',
  'Q2_K',
] as const;
export const cacheLadder = ['bf16', 'fp8', 'int4-g32-zp'] as const;
