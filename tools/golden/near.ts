/** Times are equal within a billionth of themselves; two that are missing are equal too. */
export function near(ours: number | null | undefined, theirs: number | null | undefined): boolean {
  if (ours === theirs || (ours == null && theirs == null)) return true;
  if (ours == null || theirs == null) return false;
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(Math.abs(ours), Math.abs(theirs));
}
