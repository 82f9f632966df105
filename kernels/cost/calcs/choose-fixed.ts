/** The chapter's numbers that no Setup changes: the figure's scenes on the running example, published perplexities, measured rows. */
import { type DecodeMeasurement, measuredRow } from '../../catalog/measurements';
import { modelById } from '../../catalog/models';
import type { ParamValues } from '../../simulator';
import type { CalcDefinition, CalcTerm } from '../calc';
import { type ChooseAnswer, chooseAnswer } from '../choose/figure';
import { choosePresets } from '../choose/scenes';
import type { Configuration } from '../recommend/configuration';
import { qualityOf, riseOf } from '../recommend/quality';
import { recommend } from '../recommend/recommend';
import { RUNNING_EXAMPLE } from '../setup';
import { term } from './term';

type Dials = ParamValues;

const answers = new Map<string, ChooseAnswer>();
/** A scene on the running example, with dials moved. */
function scene(preset: keyof typeof choosePresets, dials: Dials = {}): ChooseAnswer {
  const key = JSON.stringify([preset, dials]);
  const answer =
    answers.get(key) ?? chooseAnswer(RUNNING_EXAMPLE, { ...choosePresets[preset].params, ...dials });
  answers.set(key, answer);
  return answer;
}

/** The cheapest of a list, whatever is known of its quality. */
const cheapest = ({ listed }: ChooseAnswer) => listed.reduce((a, b) => (hours(a) <= hours(b) ? a : b));
const hours = (one: Configuration) => one.perMillionTokens.deviceHours;

const deviceHours =
  (read: () => Configuration): CalcDefinition =>
  () => ({
    value: hours(read()),
    unit: 'count',
    digits: 3,
    formula: '\\dfrac{10^6\\,N}{3600\\,r}',
    terms: [
      term('N', read().devices, 'count', read().acceleratorId),
      term('r', read().tokensPerSecond, 'tokensPerSecond'),
    ],
  });
const first = () => scene('setup').listed[0];
const elsewhere = () => scene('setup', { machine: 'any' }).listed[0];

const step =
  (read: () => Configuration): CalcDefinition =>
  () => ({
    value: read().stepSeconds,
    unit: 'seconds',
    axis: 'latency',
    formula: 't',
    terms: [
      term('t_\\mathrm{mem}', read().memorySeconds, 'seconds'),
      term('t_\\mathrm{comp}', read().computeSeconds, 'seconds'),
      term('t_\\mathrm{link}', read().communicationSeconds, 'seconds'),
    ],
  });

const most =
  (dials: Dials): CalcDefinition =>
  () => {
    const one = scene('setup', { ...dials, count: '4', formats: 'bf16', caches: 'bf16' }).listed[0];
    return {
      value: one.largestConcurrency,
      unit: 'count',
      formula: 'B_\\mathrm{max}',
      terms: [term('t', one.stepSeconds, 'seconds')],
    };
  };

/** A published rise of perplexity of one model in one format, the cache left at 16 bits. */
const published =
  (model: string, format: string, source: string): CalcDefinition =>
  () => {
    const quality = qualityOf(modelById(model), format, 'fp16');
    const before = quality.kind === 'published' ? quality.before : undefined;
    const after = quality.kind === 'published' ? quality.after : undefined;
    return {
      value: riseOf(quality) ?? 0,
      unit: 'percent',
      digits: 2,
      formula: 'p / p_{16} - 1',
      terms:
        before !== undefined && after !== undefined
          ? [term('p', after, 'count', source), term('p_{16}', before, 'count', source)]
          : [],
      sources: [source],
    };
  };

const refusal = (preset: keyof typeof choosePresets, id: string, dials?: Dials) =>
  scene(preset, dials).refusal?.reasons.find((reason) => reason.id === id)?.values ?? {};
const change = (preset: keyof typeof choosePresets, id: string) =>
  scene(preset).refusal?.changes.find(({ changes }) => changes[0].id === id);

const refused =
  (preset: keyof typeof choosePresets, name: 'needs' | 'holds'): CalcDefinition =>
  () => ({
    value: Number(refusal(preset, 'memory')[name]),
    unit: 'bytes',
    axis: 'memory',
    formula: name === 'needs' ? '(W + BC + A + R)/N' : 'M',
    terms: [],
  });
const changed =
  (preset: keyof typeof choosePresets, id: string, unit: 'tokens' | 'requests'): CalcDefinition =>
  () => ({
    value: Number(change(preset, id)?.changes[0].values.to),
    unit,
    formula: 'x',
    terms: [term('f', change(preset, id)?.factor ?? 0, 'ratio')],
  });
const factor =
  (preset: keyof typeof choosePresets, id: string): CalcDefinition =>
  () => ({
    value: change(preset, id)?.factor ?? 0,
    unit: 'ratio',
    formula: 'x_0 / x',
    terms: [],
  });

/** gpt-fast, one sequence on one A100 (16 bits: on two). */
const run = (weight_bits: number, gpus = 1): DecodeMeasurement =>
  measuredRow({
    model: 'llama-2-70b',
    hardware: 'a100-80-sxm',
    gpus,
    weight_bits,
    software: gpus === 1 ? 'gpt-fast (torch.compile)' : 'gpt-fast (torch.compile) tensor parallel',
  });
const measured =
  (bits: number, gpus = 1): CalcDefinition =>
  () => ({
    value: run(bits, gpus).ms_per_token / 1e3,
    unit: 'seconds',
    axis: 'latency',
    digits: 3,
    formula: 't',
    terms: [],
    sources: ['gptfast'],
  });
const formats: Readonly<Record<number, string>> = { 16: 'bf16', 8: 'int8', 5: 'int4-g32' };
/** What the recommender expects of that run. */
function predicted(bits: number, gpus = 1): Configuration {
  const row = run(bits, gpus);
  const [one] = recommend({
    model: row.model,
    accelerator: row.hardware,
    devices: gpus,
    weightFormats: [formats[bits]],
    kvFormats: ['bf16'],
    workload: { contextTokens: row.context_tokens, concurrency: 1 },
    rankedBy: 'latency',
  }).configurations;
  return one;
}

const quotient =
  (terms: () => readonly [CalcTerm, CalcTerm]): CalcDefinition =>
  () => ({
    value: terms()[0].value / terms()[1].value,
    unit: 'ratio',
    formula: `${terms()[0].symbol} / ${terms()[1].symbol}`,
    terms: terms(),
  });

export const chooseFixedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'choose.firstStep': step(first),
  'choose.firstHours': deviceHours(first),
  'choose.cheapestHours': deviceHours(() => cheapest(scene('setup'))),
  'choose.elsewhereHours': deviceHours(elsewhere),
  'choose.priceWorth': quotient(() => [
    term('H_\\mathrm{A100}', hours(first()), 'count'),
    term('H_\\mathrm{B200}', hours(elsewhere()), 'count'),
  ]),
  'choose.catalogue': () => ({
    value: scene('setup', { machine: 'any' }).considered,
    unit: 'count',
    formula: '7 \\cdot 2 \\cdot 4 \\cdot 30',
    terms: [],
  }),
  'choose.mostRoom': most({}),
  'choose.mostInTime': most({ goalMilliseconds: 50 }),
  'choose.awqRise': published('llama-2-7b', 'int4-g128-zp', 'qserve2024'),
  'choose.eightRise': published('llama-2-7b', 'Q8_0', 'llamacpp6936'),
  'choose.sixRise': published('llama-2-7b', 'Q6_K', 'llamacpp6936'),
  'choose.unknownPairs': () => ({
    value: scene('strict').rejected.unpublished,
    unit: 'count',
    formula: 'n',
    terms: [term('n', scene('strict').rejected.unpublished, 'count')],
  }),
  'choose.homeNeeds': refused('home', 'needs'),
  'choose.homeHolds': refused('home', 'holds'),
  'choose.strictNeeds': refused('strict', 'needs'),
  'choose.strictHolds': refused('strict', 'holds'),
  'choose.strictRequests': changed('strict', 'fewer-sequences', 'requests'),
  'choose.strictTokens': changed('strict', 'shorter-context', 'tokens'),
  'choose.strictFactor': factor('strict', 'shorter-context'),
  'choose.strictCard': factor('strict', 'other-accelerator'),
  'choose.measuredSixteen': measured(16, 2),
  'choose.measuredEight': measured(8),
  'choose.measuredFour': measured(5),
  'choose.modelSixteen': step(() => predicted(16, 2)),
  'choose.modelEight': step(() => predicted(8)),
  'choose.modelFour': step(() => predicted(5)),
  'choose.measuredGain': quotient(() => [
    term('t_8', run(8).ms_per_token / 1e3, 'seconds', 'gptfast'),
    term('t_4', run(5).ms_per_token / 1e3, 'seconds', 'gptfast'),
  ]),
  'choose.modelGain': quotient(() => [
    term('t_8', predicted(8).stepSeconds, 'seconds'),
    term('t_4', predicted(5).stepSeconds, 'seconds'),
  ]),
};
