import type { FigureTable } from '@/components/charts/figure-types';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import {
  chooseSentence,
  costText,
  formatsText,
  machineOf,
  qualityText,
  type Speaker,
  seconds,
  splitText,
} from './words';

/** The table twin: the list without its marks, numbered. */
export function candidateTable(answer: ChooseAnswer, speaker: Speaker): FigureTable {
  const { words, lang } = speaker;
  const [, , configuration, step, rate, million, free, quality] = words.columns;
  return {
    caption: chooseSentence(answer, speaker),
    columns: [
      { label: '#' },
      { label: configuration },
      ...[step, rate, million, free].map((label) => ({ label, numeric: true })),
      { label: quality },
    ],
    rows: answer.listed.map((one, place) => [
      place + 1,
      [machineOf(one, speaker), formatsText(one, speaker), splitText(one, speaker)].join(', '),
      seconds(one.stepSeconds, lang),
      formatNumber(one.tokensPerSecond, 4),
      costText(one, answer.rankedBy === 'rent', speaker),
      formatQuantity(one.memory.marginShare, 'percent', { lang, digits: 2 }),
      qualityText(one.quality, speaker),
    ]),
  };
}
