import { fill, type Lang } from '@/components/lang';
import { formatLabel } from '@/components/setup/format-label';
import type { ChooseAnswer, OfferedChange } from '@/kernels/cost/choose/figure';
import type { Configuration, Reason } from '@/kernels/cost/recommend/configuration';
import type { Change } from '@/kernels/cost/recommend/least-change';
import type { KnownQuality } from '@/kernels/cost/recommend/quality';
import type { RefusalReason } from '@/kernels/cost/recommend/refusal';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ChooseMessages } from './messages';

/** What every part of the figure needs to speak. */
export interface Speaker {
  readonly lang: Lang;
  readonly words: ChooseMessages;
  /** Names of accelerators, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export const seconds = (value: number, lang: Lang) => formatQuantity(value, 'seconds', { lang });
export const bytes = (value: number, lang: Lang) => formatQuantity(value, 'bytes', { lang });

/** A relative change with its sign. Worked: 0.0238 → "+2.4%". */
export function rise(value: number, lang: Lang): string {
  const text = formatQuantity(Math.abs(value), 'percent', { lang, digits: 2 });
  return `${value < 0 ? '−' : '+'}${text}`;
}

export const machineOf = ({ devices, acceleratorId }: Configuration, { names }: Speaker) =>
  `${devices} × ${names[acceleratorId]}`;

/** How the model lies on its devices. */
export function splitText({ split }: Configuration, { words }: Speaker): string {
  const { tensorParallel, pipelineStages, replicas } = split;
  const parts = [
    tensorParallel > 1 && fill(words.parts.tensor, { n: tensorParallel }),
    pipelineStages > 1 && fill(words.parts.stages, { n: pipelineStages }),
    replicas > 1 && fill(words.parts.copies, { n: replicas }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' × ') : words.parts.whole;
}

export function formatsText(one: Configuration, { words }: Speaker): string {
  return [
    fill(words.parts.weights, { name: formatLabel(one.weightFormat) }),
    fill(words.parts.cache, { name: formatLabel(one.kvFormat) }),
  ].join(' · ');
}

export function costText(one: Configuration, money: boolean, { lang, words }: Speaker): string {
  const { rent, deviceHours } = one.perMillionTokens;
  if (money && rent !== undefined) return fill(words.money, { n: formatQuantity(rent, 'money', { lang }) });
  return fill(words.deviceHours, { n: formatNumber(deviceHours, 3) });
}

export function qualityText(quality: KnownQuality, { lang, words }: Speaker): string {
  if (quality.kind !== 'published') return words.quality[quality.kind];
  return fill(words.quality.published, { rise: rise(quality.rise, lang), method: quality.method });
}

export function loadText(answer: ChooseAnswer, words: ChooseMessages): string {
  const tokens = formatNumber(answer.contextTokens, 9);
  if (answer.concurrency === undefined) return fill(words.loadMost, { tokens });
  return fill(words.load, { sequences: formatNumber(answer.concurrency, 9), tokens });
}

/** The figure in one or two sentences. */
export function chooseSentence(answer: ChooseAnswer, speaker: Speaker): string {
  const { words, lang } = speaker;
  const [best] = answer.listed;
  const facts = {
    model: answer.modelName,
    load: loadText(answer, words),
    considered: formatNumber(answer.considered, 9),
    fitting: formatNumber(answer.fitting, 9),
  };
  if (!best) {
    const [offer] = answer.refusal?.changes ?? [];
    const least = offer ? fill(words.leastIs, { change: changesText(offer, speaker) }) : words.noChange;
    return fill(words.refused, { ...facts, least });
  }
  const first = fill(words.firstIs, {
    machine: machineOf(best, speaker),
    weights: formatLabel(best.weightFormat),
    step: seconds(best.stepSeconds, lang),
    cost: costText(best, answer.rankedBy === 'rent', speaker),
  });
  return fill(words.sentence, { ...facts, first });
}

/** A reason in the reader's words: quantities by their name, the rest as it is. */
export function reasonText({ id, values }: Reason, { lang, words }: Speaker): string {
  const key =
    id === 'bound-by' ? `${id}.${values.bound}` : id === 'widened-arithmetic' ? `${id}.${values.native}` : id;
  return fill(words.reasons[key] ?? key, worded(values, lang));
}

export function refusalText({ id, values }: RefusalReason, { lang, words, names }: Speaker): string {
  return fill(words.refusals[id] ?? id, {
    ...worded(values, lang),
    ...(values.accelerator ? { device: names[values.accelerator] } : {}),
    ...(values.weightFormat ? { weights: formatLabel(String(values.weightFormat)) } : {}),
    ...(values.kvFormat ? { cache: formatLabel(String(values.kvFormat)) } : {}),
  });
}

const quantities: Readonly<Record<string, (value: number, lang: Lang) => string>> = {
  free: bytes,
  device: bytes,
  needs: bytes,
  holds: bytes,
  link: (value, lang) => formatQuantity(value, 'bytesPerSecond', { lang }),
  seconds,
  goal: seconds,
  rise,
  floor: rise,
};

function worded(values: Readonly<Record<string, string | number>>, lang: Lang): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (quantities[name]?.(value, lang) ?? formatNumber(value, 9)),
    ]),
  );
}

function changeText({ id, values }: Change, { lang, words, names }: Speaker): string {
  const text = (value: string | number) => {
    if (id === 'other-accelerator') return names[value] ?? String(value);
    if (typeof value === 'string') return formatLabel(value);
    if (id === 'slower-tokens') return seconds(value, lang);
    return id === 'more-perplexity' ? rise(value, lang) : formatNumber(value, 9);
  };
  return fill(words.changes[id], { from: text(values.from), to: text(values.to) });
}

const changesText = ({ changes }: OfferedChange, speaker: Speaker) =>
  changes.map((change) => changeText(change, speaker)).join(speaker.words.and);

/** By how much a change moves. Worked: 1.004 is 1.004, not 1. */
export function factorText(factor: number): string {
  const digits = [3, 4, 5, 6, 9].find((count) => Number(factor.toPrecision(count)) > 1) ?? 9;
  return formatNumber(factor, digits);
}

/** One change or two, as a button says it; English begins it with a capital. */
export function offerText(offer: OfferedChange, speaker: Speaker): string {
  const text = changesText(offer, speaker);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
