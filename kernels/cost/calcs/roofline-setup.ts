/** The chapter's roofline for the reader's Setup: intensities, ridges, and the three ways of keeping numbers compared. */
import { acceleratorById } from '../../catalog/accelerators';
import { ensure } from '../../errors';
import type { CalcDefinition, CalcResult, CalcTerm, CostAxis } from '../calc';
import { type PointId, type RooflineResult, type RoofPoint, roofline } from '../roofline/compute';
import { type NumberWay, rooflinePresets } from '../roofline/params';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

const PROMPT = Number(rooflinePresets.setup.params.promptTokens);
/** Cached tokens of the table that compares ways of keeping numbers: short texts, where arithmetic has a chance. */
const SHORT = Number(rooflinePresets.short.params.tokensEach);
const MOST_PROMPT = 2 ** 17;

type Unit = CalcTerm['unit'];
const machine = (setup: Setup) => acceleratorById(setup.acceleratorId).name;
const dials = (change: Record<string, number | string> = {}) => ({
  ...rooflinePresets.setup.params,
  ...change,
});
const at = (setup: Setup, change?: Record<string, number | string>) => roofline(setup, dials(change));

/** Rates that a device does not state have no number: `BookError('accelerator.no-rate')`. */
function rateOf({ numbers }: RooflineResult, setup: Setup): number {
  ensure(numbers.rate !== undefined, 'accelerator.no-rate', { id: setup.acceleratorId });
  return numbers.rate * setup.devices;
}

const rateTerm = (result: RooflineResult, setup: Setup) =>
  term('\\Pi', rateOf(result, setup), 'flops', machine(setup));
const bandwidthTerm = (result: RooflineResult, setup: Setup) =>
  term('\\beta', result.bytesPerSecond, 'bytesPerSecond', machine(setup));

/** One reading of a point. */
function ofPoint(
  id: PointId,
  read: (point: RoofPoint) => number,
  unit: Unit,
  axis: CostAxis,
  formula: string,
  terms: (point: RoofPoint, result: RooflineResult, setup: Setup) => CalcTerm[],
): CalcDefinition {
  return (setup) => {
    const result = at(setup);
    const point = result.points[id];
    return { value: read(point), unit, axis, formula, terms: terms(point, result, setup) };
  };
}

const intensityOf = (id: PointId, symbol: string): CalcDefinition =>
  ofPoint(
    id,
    (point) => point.intensity,
    'flopsPerByte',
    'compute',
    `I_{\\mathrm{${symbol}}} = \\dfrac{\\compute{F}}{\\memory{B}}`,
    (point) => [term('F', point.flops, 'flops'), term('B', point.bytes, 'bytes')],
  );

/** FLOPs per byte where the unit of a way becomes the limit. */
const ridgeOf =
  (way: NumberWay): CalcDefinition =>
  (setup) => {
    const result = at(setup, { numbers: way });
    return {
      value: rateOf(result, setup) / result.bytesPerSecond,
      unit: 'flopsPerByte',
      axis: 'compute',
      formula: 'I^{*} = \\dfrac{\\compute{\\Pi}}{\\memory{\\beta}}',
      terms: [rateTerm(result, setup), bandwidthTerm(result, setup)],
    };
  };

/** Sequences at which the weights' products reach the ridge. */
const ridgeSequencesOf =
  (way: NumberWay): CalcDefinition =>
  (setup): CalcResult => {
    const result = at(setup, { numbers: way });
    rateOf(result, setup);
    return {
      value: Math.round(result.ridgeSequences),
      unit: 'count',
      axis: 'compute',
      formula: 's^{*} = I^{*}\\,\\dfrac{\\memory{W}}{2P}',
      terms: [
        term('I^{*}', result.ridge, 'flopsPerByte', machine(setup)),
        term('W', result.sharedBytes, 'bytes', modelOf(setup).id),
        term('2P', result.perSequence.weightFlops, 'flops', modelOf(setup).id),
      ],
    };
  };

/** The floor of a step of short texts, in one way of keeping numbers. */
const stepIn =
  (way: NumberWay, sequences: number): CalcDefinition =>
  (setup) => {
    const { points } = at(setup, { numbers: way, sequences, tokensEach: SHORT });
    return timeOf(points.step);
  };

const prefillIn =
  (way: NumberWay): CalcDefinition =>
  (setup) =>
    timeOf(at(setup, { numbers: way }).points.prefill);

const timeOf = ({ seconds, memorySeconds, computeSeconds }: RoofPoint): CalcResult => ({
  value: seconds,
  unit: 'seconds',
  axis: 'latency',
  formula: '\\latency{t} \\ge \\max(\\memory{t_\\mathrm{mem}}, \\compute{t_\\mathrm{comp}})',
  terms: [
    term('t_\\mathrm{mem}', memorySeconds, 'seconds'),
    term('t_\\mathrm{comp}', computeSeconds, 'seconds'),
  ],
});

/** Smallest whole number up to `most` from which a condition holds; it never stops holding again. */
function firstThat(holds: (value: number) => boolean, most: number): number {
  if (!holds(most)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Cached tokens from which no batch is bound by arithmetic: a sequence then reads longer than it computes. */
function ridgeContext(setup: Setup): CalcResult {
  const each = (tokensEach: number) => {
    const { perSequence, bytesPerSecond, points } = at(setup, { tokensEach, sequences: 1 });
    return { read: perSequence.bytes / bytesPerSecond, compute: points.step.computeSeconds };
  };
  rateOf(at(setup), setup);
  const [one, two] = [each(1), each(2)];
  return {
    value: firstThat((tokens) => each(tokens).read >= each(tokens).compute, 2 ** 24),
    unit: 'tokens',
    axis: 'memory',
    digits: 4,
    formula: 'n^{*} = \\dfrac{\\compute{2P/\\Pi}}{\\memory{k/\\beta} - \\compute{a/\\Pi}}',
    terms: [
      term('2P/\\Pi', 2 * one.compute - two.compute, 'seconds'),
      term('k/\\beta', one.read, 'seconds'),
      term('a/\\Pi', two.compute - one.compute, 'seconds'),
    ],
  };
}

const firstPrompt: CalcDefinition = (setup) => {
  const prompt = (promptTokens: number) => at(setup, { promptTokens }).points.prefill;
  rateOf(at(setup), setup);
  const value = firstThat((tokens) => prompt(tokens).boundBy === 'compute', MOST_PROMPT);
  return {
    value,
    unit: 'tokens',
    axis: 'compute',
    formula:
      '\\min\\left\\{p : \\dfrac{\\compute{F(p)}}{\\Pi} > \\dfrac{\\memory{W + p k}}{\\beta}\\right\\}',
    terms: [term('I^{*}', at(setup).ridge, 'flopsPerByte', machine(setup))],
  };
};

/** Sequences of short texts from which W8A8 makes the faster step. */
const overtakes: CalcDefinition = (setup) => {
  const seconds = (numbers: NumberWay, sequences: number) =>
    at(setup, { numbers, sequences, tokensEach: SHORT }).points.step.seconds;
  return {
    value: firstThat((one) => seconds('w8a8', one) <= seconds('w4a16', one), 4096),
    unit: 'count',
    axis: 'compute',
    formula:
      '\\min\\left\\{s : \\latency{t_{\\mathrm{W8A8}}(s)} \\le \\latency{t_{\\mathrm{W4A16}}(s)}\\right\\}',
    terms: [term('n', SHORT, 'tokens')],
  };
};

const ways: readonly NumberWay[] = ['w16a16', 'w4a16', 'w8a8'];
const comparison = Object.fromEntries(
  ways.flatMap((way) => [
    ...[1, 64, 128, 256].map(
      (sequences) => [`roofline.${way}At${sequences}`, stepIn(way, sequences)] as const,
    ),
    [`roofline.${way}Prefill`, prefillIn(way)] as const,
  ]),
);

export const rooflineSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'roofline.stepFlops': ofPoint(
    'step',
    (one) => one.flops,
    'flops',
    'compute',
    '\\compute{F}',
    () => [],
  ),
  'roofline.stepBytes': ofPoint(
    'step',
    (one) => one.bytes,
    'bytes',
    'memory',
    '\\memory{B = W + s\\,n\\,k}',
    (_, result) => [
      term('W', result.sharedBytes, 'bytes'),
      term('s', result.sequences, 'requests'),
      term('n', result.tokensEach, 'tokens'),
      term('n k', result.perSequence.bytes, 'bytes'),
    ],
  ),
  'roofline.stepIntensity': intensityOf('step', 'step'),
  'roofline.weightsIntensity': intensityOf('weights', 'w'),
  'roofline.attentionIntensity': intensityOf('attention', 'a'),
  'roofline.prefillIntensity': intensityOf('prefill', 'p'),
  'roofline.busyShare': ofPoint(
    'step',
    (one) => one.computeSeconds / one.seconds,
    'percent',
    'compute',
    '\\dfrac{\\compute{t_\\mathrm{comp}}}{\\max(\\memory{t_\\mathrm{mem}}, \\compute{t_\\mathrm{comp}})}',
    (one) => timeOf(one).terms.slice(),
  ),
  'roofline.ridge': ridgeOf('setup'),
  'roofline.ridgeEight': ridgeOf('w8a8'),
  'roofline.ridgeSequences': ridgeSequencesOf('setup'),
  'roofline.ridgeSequencesW16a16': ridgeSequencesOf('w16a16'),
  'roofline.ridgeSequencesW4a16': ridgeSequencesOf('w4a16'),
  'roofline.ridgeSequencesW8a8': ridgeSequencesOf('w8a8'),
  'roofline.limitIntensity': (setup) => {
    const { limitIntensity, perSequence } = at(setup);
    return {
      value: limitIntensity,
      unit: 'flopsPerByte',
      axis: 'compute',
      formula: '\\lim_{s \\to \\infty} I = \\dfrac{\\compute{2P + a\\,n}}{\\memory{n\\,k}}',
      terms: [term('2P + a\\,n', perSequence.flops, 'flops'), term('n\\,k', perSequence.bytes, 'bytes')],
    };
  },
  'roofline.limitShare': (setup) => {
    const result = at(setup);
    const share = result.limitIntensity / (rateOf(result, setup) / result.bytesPerSecond);
    return {
      value: Math.min(1, share),
      unit: 'percent',
      axis: 'compute',
      digits: 2,
      formula: '\\min\\left(1, \\dfrac{I_\\infty}{I^{*}}\\right)',
      terms: [
        term('I_\\infty', result.limitIntensity, 'flopsPerByte'),
        term('I^{*}', result.ridge, 'flopsPerByte', machine(setup)),
      ],
    };
  },
  'roofline.ridgeContext': ridgeContext,
  'roofline.promptTokens': () => ({ value: PROMPT, unit: 'tokens', formula: 'p', terms: [] }),
  'roofline.shortTokens': () => ({ value: SHORT, unit: 'tokens', formula: 'n', terms: [] }),
  'roofline.firstPrompt': firstPrompt,
  'roofline.overtakes': overtakes,
  ...comparison,
};
