import { fill } from '@/components/lang';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import type { Configuration } from '@/kernels/cost/recommend/configuration';
import type { KnownQuality } from '@/kernels/cost/recommend/quality';
import { formatNumber } from '@/kernels/numbers/format';
import type { Side } from './Bars';
import { bytes, costText, qualityText, type Speaker, seconds } from './words';

interface Reading {
  readonly key: string;
  readonly label: string;
  /** One for each side. */
  readonly cells: readonly { readonly text: string; readonly value: number | undefined }[];
  /** The second side over the first. */
  readonly ratio?: number;
}

/** Relative rise of perplexity, where it is known. */
const riseOf = (quality: KnownQuality) =>
  quality.kind === 'published' ? quality.rise : quality.kind === 'reference' ? 0 : undefined;

/** The figures of both sides, row by row. */
export function readings(answer: ChooseAnswer, sides: readonly Side[], speaker: Speaker): Reading[] {
  const { words, lang } = speaker;
  const money = answer.rankedBy === 'rent';
  const cost = ({ perMillionTokens }: Configuration) =>
    (money ? perMillionTokens.rent : undefined) ?? perMillionTokens.deviceHours;
  const rows: [
    key: string,
    read: (one: Configuration) => number | undefined,
    text: (one: Configuration) => string,
  ][] = [
    ['stepSeconds', (one) => one.stepSeconds, (one) => seconds(one.stepSeconds, lang)],
    ['floorSeconds', (one) => one.floorSeconds, (one) => seconds(one.floorSeconds, lang)],
    [
      'memorySeconds',
      (one) => one.memorySeconds,
      (one) =>
        [one.memorySeconds, one.computeSeconds, one.communicationSeconds]
          .map((value) => seconds(value, lang))
          .join(' / '),
    ],
    ['tokensPerSecond', (one) => one.tokensPerSecond, (one) => formatNumber(one.tokensPerSecond, 4)],
    ['cost', cost, (one) => costText(one, money, speaker)],
    ['total', (one) => one.memory.total, (one) => bytes(one.memory.total, lang)],
    ['margin', (one) => one.memory.margin, (one) => bytes(one.memory.margin, lang)],
    ['largestConcurrency', (one) => one.largestConcurrency, (one) => formatNumber(one.largestConcurrency, 9)],
    ['quality', (one) => riseOf(one.quality), (one) => qualityText(one.quality, speaker)],
  ];
  return rows.map(([key, read, text]) => {
    const values = sides.map(({ one }) => read(one));
    const [first, second] = values;
    return {
      key,
      label: words.compare[key],
      cells: sides.map(({ one }, index) => ({ text: text(one), value: values[index] })),
      ...(key !== 'quality' && key !== 'memorySeconds' && first && second ? { ratio: second / first } : {}),
    };
  });
}

/** At which prices two different devices cost the same for a million tokens; empty for two of a kind. */
export function evenPrice([a, b]: readonly Side[], { words, names }: Speaker): string {
  if (!b || a.one.acceleratorId === b.one.acceleratorId) return '';
  const [first, second] = [a, b].map(({ one }) => one.perMillionTokens.deviceHours);
  return fill(words.even, {
    a: names[a.one.acceleratorId],
    b: names[b.one.acceleratorId],
    n: formatNumber(first / second, 3),
  });
}
