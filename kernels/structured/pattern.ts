/**
 * The common form of regular expressions and JSON schemas: a tree of texts, character classes, sequences, choices and
 * repetitions, over Unicode scalar values. Constructors simplify, so that what cannot match anything disappears.
 */
import { BookError, ensure } from '../errors';

/** Code points from `low` to `high`, both included. */
export type Range = readonly [low: number, high: number];

export type Pattern =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly items: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number };

/** Largest count in braces. More is a mistake far oftener than a wish, and each count is a copy of the automaton. */
export const MAX_REPEAT = 1000;

export const LAST_CODE_POINT = 0x10ffff;
/** Halves of UTF-16 pairs: no character, and no bytes of UTF-8, stand for them. */
const SURROGATES: Range = [0xd800, 0xdfff];

/** Matches no text at all, not even the empty one. */
export const nothing: Pattern = { kind: 'nothing' };
/** Matches the empty text. */
export const empty: Pattern = { kind: 'text', text: '' };

export const text = (content: string): Pattern => ({ kind: 'text', text: content });

/** A class from ranges in any order; surrogates are taken out. */
export function characterClass(ranges: readonly Range[]): Pattern {
  const kept = subtractRanges(joinRanges(ranges), [SURROGATES]);
  return kept.length === 0 ? nothing : { kind: 'class', ranges: kept };
}

export function sequence(items: readonly Pattern[]): Pattern {
  if (items.some((item) => item.kind === 'nothing')) return nothing;
  const kept = items.filter((item) => !(item.kind === 'text' && item.text === ''));
  if (kept.length === 0) return empty;
  return kept.length === 1 ? kept[0] : { kind: 'sequence', items: kept };
}

export function choice(items: readonly Pattern[]): Pattern {
  const kept = items.filter((item) => item.kind !== 'nothing');
  if (kept.length === 0) return nothing;
  return kept.length === 1 ? kept[0] : { kind: 'choice', items: kept };
}

export function repeat(item: Pattern, min: number, max: number): Pattern {
  ensure(min <= max, 'pattern.bad-repeat', { min, max });
  if (max === 0) return empty;
  if (item.kind === 'nothing') return min === 0 ? empty : nothing;
  if (item.kind === 'text' && item.text === '') return empty;
  return min === 1 && max === 1 ? item : { kind: 'repeat', item, min, max };
}

export const optional = (item: Pattern): Pattern => repeat(item, 0, 1);

/** Sorted and merged. Worked: [[5, 9], [1, 3], [4, 6]] → [[1, 9]]. */
export function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

/** Ranges of `from`, sorted and merged, that lie in none of `taken`, sorted and merged. */
export function subtractRanges(from: readonly Range[], taken: readonly Range[]): Range[] {
  let left: Range[] = [...from];
  for (const [low, high] of taken) {
    left = left.flatMap(([a, b]): Range[] => {
      if (high < a || low > b) return [[a, b]];
      const parts: Range[] = [];
      if (a < low) parts.push([a, low - 1]);
      if (b > high) parts.push([high + 1, b]);
      return parts;
    });
  }
  return left;
}

/** Everything but the given ranges. Worked: the complement of [[1, 0x10ffff]] is [[0, 0]]. */
export const complement = (ranges: readonly Range[]): Range[] =>
  subtractRanges([[0, LAST_CODE_POINT]], joinRanges(ranges));

/** The same pattern with every character replaced, as a text inside a JSON string is. */
export function mapCharacters(pattern: Pattern, map: (ranges: readonly Range[]) => Pattern): Pattern {
  switch (pattern.kind) {
    case 'nothing':
      return pattern;
    case 'text':
      return sequence(
        Array.from(pattern.text, (character) => {
          const code = character.codePointAt(0) as number;
          return map([[code, code]]);
        }),
      );
    case 'class':
      return map(pattern.ranges);
    case 'repeat':
      return repeat(mapCharacters(pattern.item, map), pattern.min, pattern.max);
    case 'sequence':
      return sequence(pattern.items.map((item) => mapCharacters(item, map)));
    case 'choice':
      return choice(pattern.items.map((item) => mapCharacters(item, map)));
  }
}

/** A lone surrogate has no bytes. Errors: `pattern.lone-surrogate` {at}, UTF-16 units from the start. */
export function checkWellFormed(source: string): void {
  for (let at = 0; at < source.length; at++) {
    const code = source.codePointAt(at) as number;
    if (code > 0xffff) at++;
    else if (code >= SURROGATES[0] && code <= SURROGATES[1])
      throw new BookError('pattern.lone-surrogate', { at });
  }
}
