/** What others measured, as it bears on cost: how near engines come to the floor, and one server’s published output. */
import { acceleratorById } from '../../catalog/accelerators';
import type { CalcDefinition, CalcTerm } from '../calc';
import { efficiencyBand } from '../efficiency';
import type { Setup } from '../setup';
import { decodeBound, prefillBound } from '../times';
import { term } from './term';

const published = (symbol: string, value: number, unit: CalcTerm['unit']) =>
  term(symbol, value, unit, 'nimperformance');

/** NVIDIA's run: Llama-3.3-70B, the shape of 3.1, FP8 on two H100s, 5,000 tokens in and 500 out, fifty at once. */
const run = {
  devices: 2,
  requests: 50,
  prompt: 5000,
  answer: 500,
  tokensPerSecond: 814.37,
  aloneRate: 51.67,
};
const setup: Setup = {
  modelId: 'llama-3.1-70b',
  acceleratorId: 'h100-sxm',
  devices: run.devices,
  weightFormat: 'fp8',
  kvFormat: 'bf16',
  batch: run.requests,
  contextTokens: run.prompt + run.answer / 2,
};
const hours = (tokensPerSecond: number) => (1e6 * run.devices) / (3600 * tokensPerSecond);
const floorRate = () => run.requests / decodeBound(setup).memorySeconds;
/** Reading one prompt at the full FP8 rate. */
const promptSeconds = () => {
  const { bf16_tflops, fp8_tflops } = acceleratorById(setup.acceleratorId);
  return (prefillBound(setup, run.prompt).computeSeconds * (bf16_tflops ?? 0)) / (fp8_tflops ?? 1);
};

const ofRate =
  (rate: () => number): CalcDefinition =>
  () => ({
    value: hours(rate()),
    unit: 'count',
    formula: '\\dfrac{10^6\\,D}{3600\\,r}',
    terms: [published('D', run.devices, 'count'), published('r', rate(), 'tokensPerSecond')],
    sources: ['nimperformance'],
  });

const band = (read: (one: NonNullable<ReturnType<typeof efficiencyBand>>) => number): CalcDefinition => {
  const all = efficiencyBand();
  return () => ({
    value: all ? read(all) : Number.NaN,
    unit: 'percent',
    digits: 2,
    formula: '\\dfrac{t_\\mathrm{floor}}{t_\\mathrm{measured}}',
    terms: [{ symbol: 'n', value: all?.rows ?? 0, unit: 'count' }],
  });
};

export const publishedMoneyCalcs: Readonly<Record<string, CalcDefinition>> = {
  'money.reachedLow': band(({ low }) => low),
  'money.reachedHigh': band(({ high }) => high),
  'money.reachedRows': () => ({
    value: efficiencyBand()?.rows ?? 0,
    unit: 'count',
    formula: 'n',
    terms: [],
  }),
  'money.nimHours': ofRate(() => run.tokensPerSecond),
  'money.nimAloneHours': ofRate(() => run.aloneRate),
  'money.nimFloorHours': ofRate(floorRate),
  'money.nimPromptShare': () => ({
    value: (promptSeconds() * run.tokensPerSecond) / run.answer,
    unit: 'percent',
    digits: 2,
    formula: 't_\\mathrm{prompt} \\cdot \\dfrac{r}{o}',
    terms: [
      published('t_\\mathrm{prompt}', promptSeconds(), 'seconds'),
      published('r', run.tokensPerSecond, 'tokensPerSecond'),
      published('o', run.answer, 'tokens'),
    ],
    sources: ['nimperformance'],
  }),
};
