/** A format's name as one reads it. Worked: bf16 → BF16, int4-g128 → INT4 g128, Q4_K → Q4_K. */
export function formatLabel(format: string): string {
  const [name, ...rest] = format.split('-');
  return [/^[a-z]/.test(name) ? name.toUpperCase() : name, ...rest].join(' ');
}
