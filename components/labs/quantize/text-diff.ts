/**
 * Where two token sequences differ: the tokens that are not part of their longest common subsequence. After a detour
 * of unequal length the texts may meet again, and comparing place by place would not see it.
 */

export interface Run {
  /** Index of its first piece: no two runs share it. */
  readonly start: number;
  readonly differs: boolean;
  readonly text: string;
}

/** The pieces of `own`, joined into runs that `other` shares or does not. Worked: a b c against a x c → a, b (differs), c. */
export function markDifferences(own: readonly string[], other: readonly string[]): Run[] {
  const kept = commonPieces(own, other);
  const runs: { start: number; differs: boolean; text: string }[] = [];
  own.forEach((piece, start) => {
    const differs = !kept[start];
    const last = runs.at(-1);
    if (last && last.differs === differs) last.text += piece;
    else runs.push({ start, differs, text: piece });
  });
  return runs;
}

/** For each piece of `own`, whether it belongs to a longest common subsequence with `other`. */
function commonPieces(own: readonly string[], other: readonly string[]): boolean[] {
  const width = other.length + 1;
  // lengths[i, j]: longest common subsequence of own from i on and other from j on.
  const lengths = new Uint16Array((own.length + 1) * width);
  for (let i = own.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        own[i] === other[j] ? lengths[at + width + 1] + 1 : Math.max(lengths[at + width], lengths[at + 1]);
    }
  }
  const kept = own.map(() => false);
  let i = 0;
  let j = 0;
  while (i < own.length && j < other.length) {
    if (own[i] === other[j]) {
      kept[i++] = true;
      j++;
    } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return kept;
}
