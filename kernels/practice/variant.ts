/**
 * One variant of an exercise: its numbers, and how they are printed. Which variant a reader gets is decided by a
 * seed, so a class can speak of the same numbers and a reader can have fresh ones.
 */
import type { CalcUnit } from '../cost/calc';
import { ensure } from '../errors';
import { formatNumber, formatQuantity } from '../numbers/format';
import { createRandom } from '../numbers/random';
import { DEFAULT_SEED, type Generator, type GeneratorResult } from './types';

type Lang = 'en' | 'zh';

/** Draws a variant and checks it: a generator that gives NaN or no answer is a mistake, not an exercise. */
export function drawVariant(generator: Generator, seed: number, name = 'generator'): GeneratorResult {
  const result = generator(createRandom(seed));
  ensure(Number.isFinite(result.answer), 'practice.badVariant', { name, seed });
  for (const [key, value] of Object.entries(result.values)) {
    ensure(typeof value === 'string' || Number.isFinite(value), 'practice.badVariant', { name, seed, key });
  }
  return result;
}

/**
 * The seed of a reader's n-th variant of an exercise. Variant 0 is the printed one, the same for everybody.
 * FNV-1a over the id, mixed with the reader's own seed. Worked: variantSeed('paging-01', 7, 0) → 1.
 */
export function variantSeed(exerciseId: string, readerSeed: number, variant: number): number {
  if (variant === 0) return DEFAULT_SEED;
  let hash = 0x811c9dc5;
  for (const char of `${exerciseId}/${readerSeed}/${variant}`) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}

/** The fewest digits, three at least, that still print the value to one part in 2,000. */
function enoughDigits(value: number): number {
  for (let digits = 3; digits < 6; digits += 1) {
    const printed = Number(value.toPrecision(digits));
    if (Math.abs(printed - value) <= Math.abs(value) * 5e-4) return digits;
  }
  return 6;
}

/** An answer in its unit, in as many digits as it needs and no trailing zeros. Worked: (0.3125, 'percent') → 31.25%. */
export function answerText(answer: number, unit: CalcUnit | undefined, lang: Lang): string {
  if (unit === undefined) return formatNumber(answer, Number.isInteger(answer) ? 15 : 6);
  if (unit === 'count' && Number.isInteger(answer)) return formatNumber(answer, 15);
  const text = formatQuantity(answer, unit, { lang, digits: Math.max(4, enoughDigits(answer)) });
  return text.replace(/(\d\.\d*?)0+(?=\D|$)/, '$1').replace(/(\d)\.(?=\D|$)/, '$1');
}

/** What stands for each `{name}`: numbers grouped by thousands, in up to seven digits; `{answer}` with its unit. */
export function variantTexts(result: GeneratorResult, lang: Lang): Record<string, string> {
  // In running serif text the narrow space of the mono numbers is too narrow.
  const answer = answerText(result.answer, result.unit, lang).replace(/\u202f/g, '\u00a0');
  const texts = Object.entries(result.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : formatNumber(value, 7),
  ]);
  return { answer, ...Object.fromEntries(texts) };
}
