import type { Lang } from '@/components/lang';
import type { MoneyResult } from '@/kernels/cost/money/compute';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { GuessedMetric, Metric, MoneyMessages } from './messages';

/** A figure to print: base-unit number and text. */
export interface Reading {
  readonly value: number;
  readonly text: string;
}

const MILLION = 1e6;
const SECONDS_PER_HOUR = 3600;
const HOURS_PER_YEAR = 365.25 * 24;

export const deviceHours = (deviceSecondsPerToken: number) =>
  (deviceSecondsPerToken * MILLION) / SECONDS_PER_HOUR;

/** Everything that needs no guess. */
export function readingsOf(result: MoneyResult, lang: Lang, words: MoneyMessages): Record<Metric, Reading> {
  const hours = (deviceSeconds: number) => {
    const value = deviceHours(deviceSeconds);
    return { value, text: words.hours.replace('{n}', formatNumber(value, 3)) };
  };
  return {
    deviceHoursPerMillionAnswer: hours(result.answer.deviceSeconds),
    deviceHoursPerMillionPrompt: hours(result.prompt.deviceSeconds),
    answerWorth: { value: result.answerWorth, text: formatNumber(result.answerWorth, 3) },
    deviceSecondsPerRequest: {
      value: result.requestDeviceSeconds,
      text: formatQuantity(result.requestDeviceSeconds, 'seconds', { lang }),
    },
    promptShare: {
      value: result.promptShare,
      text: formatQuantity(result.promptShare, 'percent', { lang }),
    },
  };
}

/** What a guess makes possible; undefined where it is missing. */
export function guessedOf(
  result: MoneyResult,
  lang: Lang,
  words: MoneyMessages,
): Record<GuessedMetric, Reading | undefined> {
  const { prompt, answer, breakEvenHours, guesses } = result;
  const money = (value: number | undefined) =>
    value === undefined ? undefined : { value: value * MILLION, text: formatNumber(value * MILLION, 3) };
  const quantity = (value: number | undefined, unit: 'joules' | 'grams' | 'percent') =>
    value === undefined ? undefined : { value, text: formatQuantity(value, unit, { lang }) };
  const known =
    guesses.pricePerDevice !== undefined &&
    guesses.lifetimeYears !== undefined &&
    guesses.pricePerDeviceHour !== undefined &&
    guesses.wattsPerDevice !== undefined &&
    guesses.pricePerKilowattHour !== undefined;
  return {
    rentPerMillionAnswer: money(answer.rent),
    rentPerMillionPrompt: money(prompt.rent),
    ownedPerMillionAnswer: money(answer.owned),
    electricityPerMillionAnswer: money(answer.electricity),
    electricityShare: quantity(
      answer.owned && answer.electricity !== undefined ? answer.electricity / answer.owned : undefined,
      'percent',
    ),
    joulesPerAnswerToken: quantity(answer.energyJoules, 'joules'),
    gramsPerMillionAnswer: quantity(
      answer.carbonGrams === undefined ? undefined : answer.carbonGrams * MILLION,
      'grams',
    ),
    breakEvenHours: known
      ? breakEvenHours === undefined
        ? { value: Number.POSITIVE_INFINITY, text: words.never }
        : { value: breakEvenHours, text: duration(breakEvenHours, lang) }
      : undefined,
    ownAboveShare:
      answer.owned === undefined || !answer.rent
        ? undefined
        : answer.owned > answer.rent
          ? { value: Number.POSITIVE_INFINITY, text: words.never }
          : quantity(answer.owned / answer.rent, 'percent'),
  };
}

/** Hours as one says them. Worked: 10,527 → 1.2 years. */
function duration(hours: number, lang: Lang): string {
  const years = hours / HOURS_PER_YEAR;
  if (years >= 1)
    return `${formatNumber(years, 2)}\u202f${lang === 'zh' ? '年' : years >= 1.05 ? 'years' : 'year'}`;
  return `${formatNumber(hours, 3)}\u202f${lang === 'zh' ? '小时' : 'hours'}`;
}
