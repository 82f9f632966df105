/** The chapter's numbers that no Setup changes: what others measured, and what the simulator's scenes come to. */
import { type DecodeMeasurement, layerProducts, measuredRow } from '../../catalog/measurements';
import { type FleetRuns, fleetRuns, scaleOutFigure } from '../../serving/scale-out/figure';
import { machineQuery } from '../../serving/scale-out/fleet';
import { HOP_SECONDS, scaleOutParams, scaleOutPresets, scaleOutSetup } from '../../serving/scale-out/params';
import { tokenTime } from '../../serving/scale-out/token-time';
import { productFigure } from '../../serving/step-time/figure';
import { KNEE } from '../../serving/step-time/knee';
import { createStepTime } from '../../serving/step-time/step-time';
import type { CalcDefinition, CalcTerm } from '../calc';
import { line } from '../latency/line';
import { RUNNING_EXAMPLE } from '../setup';
import { term } from './term';

const SOURCE = 'gptfast';

/** gpt-fast on A100s: one sequence, 16 bits where not said otherwise. */
const run = (model: string, gpus: number, weight_bits = 16): DecodeMeasurement =>
  measuredRow({
    model,
    gpus,
    weight_bits,
    hardware: 'a100-80-sxm',
    software: gpus === 1 ? 'gpt-fast (torch.compile)' : 'gpt-fast (torch.compile) tensor parallel',
  });
const secondsOf = (row: DecodeMeasurement) => row.ms_per_token / 1e3;
const start = Number(scaleOutParams.find(({ key }) => key === 'linkLatencyMicroseconds')?.default) * 1e-6;

/** What the step-time model says of a row. */
function predicted(row: DecodeMeasurement): number {
  const step = createStepTime({
    model: row.model,
    accelerator: row.hardware,
    tensorParallel: row.gpus,
    weightFormat: row.weight_bits === 16 ? 'bf16' : `int${row.weight_bits}`,
    link: { bytesPerSecond: 300e9, latencySeconds: HOP_SECONDS, startSeconds: start },
  });
  return step([{ newTokens: 1, contextTokens: row.context_tokens, kind: 'decode' }]).seconds;
}

const measured =
  (model: string, gpus: number, bits?: number): CalcDefinition =>
  () => {
    const row = run(model, gpus, bits);
    return {
      value: secondsOf(row),
      unit: 'seconds',
      axis: 'latency',
      formula: '\\latency{t}',
      terms: [term('t^{-1}', row.tokens_per_s, 'tokensPerSecond', SOURCE)],
      sources: [SOURCE],
    };
  };

const model =
  (name: string, gpus: number, bits?: number): CalcDefinition =>
  () => {
    const row = run(name, gpus, bits);
    const value = predicted(row);
    return {
      value,
      unit: 'seconds',
      axis: 'latency',
      formula: '\\latency{t}',
      terms: [
        term('t', value, 'seconds'),
        term('s', start, 'seconds'),
        term('h', HOP_SECONDS, 'seconds', 'nccltuning'),
      ],
    };
  };

/** Time that no device takes away: the intercept of a line through times over one over devices. */
const fixed = (name: string, counts: readonly number[]) =>
  line(counts.map((gpus) => [1 / gpus, secondsOf(run(name, gpus))] as const));

const perMessage =
  (name: string, counts: readonly number[], layers: number): CalcDefinition =>
  () => {
    const { intercept } = fixed(name, counts);
    return {
      value: intercept / (2 * layers),
      unit: 'seconds',
      axis: 'latency',
      formula: '\\dfrac{a}{2L}',
      terms: [term('a', intercept, 'seconds', SOURCE), term('L', layers, 'count')],
      sources: [SOURCE],
    };
  };

const known = new Map<string, FleetRuns | undefined>();

type Change = Readonly<Record<string, number>>;

/** A scene of the figure with some dials turned, run to its end; a page asks for its numbers many times. */
export function sceneRuns(preset: string, change: Change = {}): FleetRuns {
  const key = preset + JSON.stringify(change);
  if (!known.has(key)) {
    const { params, seed } = scaleOutPresets[preset];
    const figure = scaleOutFigure(RUNNING_EXAMPLE, { ...params, ...change });
    known.set(key, fleetRuns(RUNNING_EXAMPLE, figure, seed));
  }
  return known.get(key) as FleetRuns;
}

/** Requests per second up to which nine in ten keep both limits. */
const goodput =
  (preset: string, lane: 'together' | 'apart', change: Change = {}): CalcDefinition =>
  () => {
    const { kneeRate, metrics } = sceneRuns(preset, change)[lane];
    const terms: CalcTerm[] = [term('r', kneeRate, 'count'), term('R', metrics.requests, 'requests')];
    return { value: kneeRate, unit: 'count', digits: 2, formula: 'r', terms };
  };

/** A small model cut over two nodes and more: one sequence with a short context. */
const small =
  (devices: number): CalcDefinition =>
  () => {
    const fleet = scaleOutSetup(scaleOutPresets.chat.params);
    const query = machineQuery({ ...RUNNING_EXAMPLE, modelId: 'llama-2-7b' }, fleet);
    const { seconds, latencySeconds } = tokenTime(
      { ...query, tensorParallel: devices, pipelineStages: 1 },
      1,
      100,
    );
    return {
      value: seconds,
      unit: 'seconds',
      axis: 'latency',
      formula: 't_\\mathrm{work} + t_\\mathrm{wait}',
      terms: [
        term('t_\\mathrm{work}', seconds - latencySeconds, 'seconds'),
        term('t_\\mathrm{wait}', latencySeconds, 'seconds'),
      ],
    };
  };

const gemmError =
  (at: number): CalcDefinition =>
  () => ({
    value: productFigure(layerProducts[at], KNEE).meanError,
    unit: 'percent',
    digits: 2,
    formula: '\\dfrac{1}{n}\\sum\\left|\\dfrac{\\hat t}{t} - 1\\right|',
    terms: [term('n', layerProducts[at].rows.length, 'count', 'vidur2024'), term('p', KNEE, 'ratio')],
    sources: ['vidur2024'],
  });

const gemmSharp =
  (at: number): CalcDefinition =>
  () => ({
    value: productFigure(layerProducts[at], KNEE).sharpMeanError,
    unit: 'percent',
    digits: 2,
    formula: '\\dfrac{1}{n}\\sum\\left|\\dfrac{\\hat t}{t} - 1\\right|',
    terms: [term('n', layerProducts[at].rows.length, 'count', 'vidur2024')],
    sources: ['vidur2024'],
  });

export const scaleOutFixedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'scale-out.sevenOne': measured('llama-2-7b', 1),
  'scale-out.sevenEight': measured('llama-2-7b', 8),
  'scale-out.seventyTwo': measured('llama-2-70b', 2),
  'scale-out.seventyEight': measured('llama-2-70b', 8),
  'scale-out.eightBitEight': measured('llama-2-70b', 8, 8),
  'scale-out.eightShare': () => {
    const [one, eight] = [secondsOf(run('llama-2-7b', 1)), secondsOf(run('llama-2-7b', 8))];
    return {
      value: one / 8 / eight,
      unit: 'percent',
      axis: 'latency',
      digits: 2,
      formula: '\\dfrac{t_1}{N\\,t_N}',
      terms: [
        term('t_1', one, 'seconds', SOURCE),
        term('N', 8, 'count'),
        term('t_N', eight, 'seconds', SOURCE),
      ],
      sources: [SOURCE],
    };
  },
  'scale-out.eightSpeed': () => {
    const [one, eight] = [secondsOf(run('llama-2-7b', 1)), secondsOf(run('llama-2-7b', 8))];
    return {
      value: one / eight,
      unit: 'ratio',
      formula: '\\dfrac{t_1}{t_8}',
      terms: [term('t_1', one, 'seconds', SOURCE), term('t_8', eight, 'seconds', SOURCE)],
      sources: [SOURCE],
    };
  },
  'scale-out.perMessageSeven': perMessage('llama-2-7b', [1, 2, 4, 8], 32),
  'scale-out.perMessageSeventy': perMessage('llama-2-70b', [2, 4, 8], 80),
  'scale-out.sevenEightModel': model('llama-2-7b', 8),
  'scale-out.seventyTwoModel': model('llama-2-70b', 2),
  'scale-out.seventyEightModel': model('llama-2-70b', 8),
  'scale-out.eightBitEightModel': model('llama-2-70b', 8, 8),
  'scale-out.gemmErrorA': gemmError(0),
  'scale-out.gemmErrorB': gemmError(1),
  'scale-out.gemmErrorC': gemmError(2),
  'scale-out.gemmSharpA': gemmSharp(0),
  'scale-out.gemmSharpB': gemmSharp(1),
  'scale-out.gemmSharpC': gemmSharp(2),
  'scale-out.chatTogether': goodput('chat', 'together'),
  'scale-out.chatPools': goodput('chat', 'apart'),
  'scale-out.chatPoolsSized': goodput('chat', 'apart', { prefillDevices: 12, decodeDevices: 4 }),
  'scale-out.smallSixteen': small(16),
  'scale-out.smallThirtyTwo': small(32),
  'scale-out.documentsTogether': goodput('documents', 'together'),
  'scale-out.documentsPools': goodput('documents', 'apart'),
  'scale-out.thinPools': goodput('thinWire', 'apart'),
};
