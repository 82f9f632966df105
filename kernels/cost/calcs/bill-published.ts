/** A published trade: one machine, one model, one and fifty requests at once. */
import type { CalcDefinition, CalcTerm } from '../calc';
import type { Setup } from '../setup';
import { decodeBound } from '../times';
import { term } from './term';

const published = (symbol: string, value: number, unit: CalcTerm['unit']) =>
  term(symbol, value, unit, 'nimperformance');

/** NVIDIA's run: Llama-3.3-70B, the shape of 3.1, FP8 on two H100s, 5,000 tokens in and 500 out. */
const alone = { requests: 1, intervalSeconds: 0.01858, tokensPerSecond: 51.67 };
const busy = { requests: 50, intervalSeconds: 0.05973, tokensPerSecond: 814.37 };
const PROMPT = 5000;
const ANSWER = 500;

const boundOf = ({ requests }: typeof alone): CalcDefinition => {
  const setup: Setup = {
    modelId: 'llama-3.1-70b',
    acceleratorId: 'h100-sxm',
    devices: 2,
    weightFormat: 'fp8',
    kvFormat: 'bf16',
    batch: requests,
    contextTokens: PROMPT + ANSWER / 2,
  };
  return () => ({
    value: decodeBound(setup).memorySeconds,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\dfrac{\\memory{W + s\\,\\bar n\\,k}}{\\beta}',
    terms: [published('s', requests, 'requests'), published('\\bar n', setup.contextTokens, 'tokens')],
    sources: ['nimperformance'],
  });
};

const ratio =
  (key: 'intervalSeconds' | 'tokensPerSecond', symbol: string, unit: CalcTerm['unit']): CalcDefinition =>
  () => ({
    value: busy[key] / alone[key],
    unit: 'ratio',
    axis: 'latency',
    formula: `\\dfrac{${symbol}_{50}}{${symbol}_{1}}`,
    terms: [published(`${symbol}_{50}`, busy[key], unit), published(`${symbol}_{1}`, alone[key], unit)],
    sources: ['nimperformance'],
  });

export const publishedTradeCalcs: Readonly<Record<string, CalcDefinition>> = {
  'bill.nimAloneBound': boundOf(alone),
  'bill.nimBusyBound': boundOf(busy),
  'bill.nimGain': ratio('tokensPerSecond', 'r', 'tokensPerSecond'),
  'bill.nimWait': ratio('intervalSeconds', 't', 'seconds'),
};
