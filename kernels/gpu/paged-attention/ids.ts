/** The variants' names alone, for those who need no source. */
export const attentionVariants = ['v1', 'v2', 'v3', 'v4', 'v5'] as const;
export type VariantId = (typeof attentionVariants)[number];
