/**
 * What a hit saves on the reader's machine: operations and time of the prefill, the request's whole time, the
 * machine's time per request, and what a decode step could save if it read a shared prefix once. Lower bounds.
 */
import { acceleratorById } from '../../catalog/accelerators';
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition, CalcResult, CalcTerm } from '../calc';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { decodeBound, prefillBound, requestTimes } from '../times';
import { tokenTerm } from './paging-memory';
import { SYSTEM_TOKENS } from './prefix-bytes';
import { term } from './term';

const BLOCK_TOKENS = 16;
const SHARED_SHARE = 0.9;
const ANSWER_TOKENS = 256;
/** What a stranger adds to a guessed system prompt. */
const QUESTION_TOKENS = 64;
const TURNS = 10;

const prompt = (setup: Setup) => setup.contextTokens;
/** Nine tenths of the prompt, in whole blocks. */
const cached = (setup: Setup) => BLOCK_TOKENS * Math.floor((SHARED_SHARE * prompt(setup)) / BLOCK_TOKENS);
const cold = (setup: Setup) => prefillBound(setup, prompt(setup));
const warm = (setup: Setup) => prefillBound(setup, prompt(setup), cached(setup));
/** Decode steps of one answer, in seconds. */
const answer = (setup: Setup) => {
  const { endToEndSeconds, ttftSeconds } = requestTimes(setup, prompt(setup), ANSWER_TOKENS);
  return endToEndSeconds - ttftSeconds;
};
/** Seconds of the machine that one request takes: its prefill alone, its decode steps shared with the batch. */
const machineSeconds = (setup: Setup, prefillSeconds: number) => prefillSeconds + answer(setup) / setup.batch;

const promptTerm = (setup: Setup) => term('p', prompt(setup), 'tokens');
const cachedTerm = (setup: Setup) => term('c', cached(setup), 'tokens');
const rate = (setup: Setup) =>
  term('\\Pi', receipt(setup).flopsPerSecond, 'flopsPerSecond', acceleratorById(setup.acceleratorId).name);
const bandwidth = (setup: Setup) =>
  term('\\beta', receipt(setup).bytesPerSecond, 'bytesPerSecond', acceleratorById(setup.acceleratorId).name);

const TTFT =
  '\\latency{t_p} \\ge \\max\\left(\\dfrac{\\memory{W + p\\,k}}{\\beta}, \\dfrac{\\compute{F(p) - F(c)}}{\\Pi}\\right)';

const ttft =
  (tokens: (setup: Setup) => number, known: (setup: Setup) => number): CalcDefinition =>
  (setup) => {
    const { seconds, flops, bytes } = prefillBound(setup, tokens(setup), known(setup));
    return {
      value: seconds,
      unit: 'seconds',
      axis: 'latency',
      formula: TTFT,
      terms: [
        term('p', tokens(setup), 'tokens'),
        term('c', known(setup), 'tokens'),
        term('W + p\\,k', bytes, 'bytes', modelOf(setup).id),
        term('F(p) - F(c)', flops, 'flops'),
        bandwidth(setup),
        rate(setup),
      ],
    };
  };

const share = (part: number, whole: number, formula: string, terms: CalcTerm[]): CalcResult => ({
  value: part / whole,
  unit: 'percent',
  axis: 'latency',
  formula,
  terms,
});

/** A step in which the shared prefix is read once for all, instead of once for each. */
function sharedStep(setup: Setup): CalcResult {
  const { step, bytesPerSecond } = receipt(setup);
  const model = modelOf(setup);
  const bytes = (tokens: number) => kvCacheBytes(model, { tokens, kvFormat: setup.kvFormat });
  const once = bytes(cached(setup));
  const own = bytes(prompt(setup)) - once;
  return {
    value: (step.weightsReadBytes + once + setup.batch * own) / bytesPerSecond,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t} \\ge \\dfrac{\\memory{W + c\\,k + r\\,(n - c)\\,k}}{\\beta}',
    terms: [
      term('W', step.weightsReadBytes, 'bytes', model.id),
      cachedTerm(setup),
      term('r', setup.batch, 'requests'),
      term('n', prompt(setup), 'tokens'),
      tokenTerm(setup, prompt(setup)),
      bandwidth(setup),
    ],
  };
}

const system = () => SYSTEM_TOKENS;
const guessed = () => SYSTEM_TOKENS + QUESTION_TOKENS;
const none = () => 0;

export const prefixTimeCalcs: Readonly<Record<string, CalcDefinition>> = {
  'prefix.promptTokens': (setup) => ({
    value: prompt(setup),
    unit: 'tokens',
    formula: 'p',
    terms: [promptTerm(setup)],
  }),
  'prefix.cachedTokens': (setup) => ({
    value: cached(setup),
    unit: 'tokens',
    formula: 'c = B \\left\\lfloor \\dfrac{0.9\\,p}{B} \\right\\rfloor',
    terms: [promptTerm(setup), term('B', BLOCK_TOKENS, 'tokens')],
  }),
  'prefix.ttftCold': ttft(prompt, none),
  'prefix.ttftWarm': ttft(prompt, cached),
  'prefix.ttftSaved': (setup) =>
    share(
      cold(setup).seconds - warm(setup).seconds,
      cold(setup).seconds,
      '1 - \\dfrac{\\latency{t_\\mathrm{warm}}}{\\latency{t_\\mathrm{cold}}}',
      [
        term('t_\\mathrm{cold}', cold(setup).seconds, 'seconds'),
        term('t_\\mathrm{warm}', warm(setup).seconds, 'seconds'),
      ],
    ),
  'prefix.flopsCold': (setup) => ({
    value: cold(setup).flops,
    unit: 'flops',
    axis: 'compute',
    formula: '\\compute{F(p)}',
    terms: [promptTerm(setup)],
  }),
  'prefix.flopsSaved': (setup) => ({
    value: cold(setup).flops - warm(setup).flops,
    unit: 'flops',
    axis: 'compute',
    formula: '\\compute{F(c)}',
    terms: [cachedTerm(setup)],
  }),
  'prefix.answerTokens': () => ({
    value: ANSWER_TOKENS,
    unit: 'tokens',
    formula: 'o',
    terms: [term('o', ANSWER_TOKENS, 'tokens')],
  }),
  'prefix.endToEndCold': (setup) => ({
    value: cold(setup).seconds + answer(setup),
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{T} \\ge \\latency{t_\\mathrm{cold}} + \\sum_{i=2}^{o} \\latency{t_i}',
    terms: [
      term('t_\\mathrm{cold}', cold(setup).seconds, 'seconds'),
      term('\\sum t_i', answer(setup), 'seconds'),
      term('o', ANSWER_TOKENS, 'tokens'),
    ],
  }),
  'prefix.endToEndSaved': (setup) =>
    share(
      cold(setup).seconds - warm(setup).seconds,
      cold(setup).seconds + answer(setup),
      '\\dfrac{\\latency{t_\\mathrm{cold} - t_\\mathrm{warm}}}{\\latency{t_\\mathrm{cold}} + \\sum \\latency{t_i}}',
      [
        term('t_\\mathrm{cold}', cold(setup).seconds, 'seconds'),
        term('t_\\mathrm{warm}', warm(setup).seconds, 'seconds'),
        term('\\sum t_i', answer(setup), 'seconds'),
      ],
    ),
  'prefix.prefillShare': (setup) =>
    share(
      cold(setup).seconds,
      machineSeconds(setup, cold(setup).seconds),
      '\\dfrac{\\latency{t_\\mathrm{cold}}}{\\latency{t_\\mathrm{cold}} + \\sum \\latency{t_i} / r}',
      [
        term('t_\\mathrm{cold}', cold(setup).seconds, 'seconds'),
        term('\\sum t_i', answer(setup), 'seconds'),
        term('r', setup.batch, 'requests'),
      ],
    ),
  'prefix.machineGain': (setup) => ({
    value: machineSeconds(setup, cold(setup).seconds) / machineSeconds(setup, warm(setup).seconds),
    unit: 'ratio',
    axis: 'latency',
    digits: 2,
    formula:
      '\\dfrac{\\latency{t_\\mathrm{cold}} + \\sum \\latency{t_i} / r}{\\latency{t_\\mathrm{warm}} + \\sum \\latency{t_i} / r}',
    terms: [
      term('t_\\mathrm{cold}', cold(setup).seconds, 'seconds'),
      term('t_\\mathrm{warm}', warm(setup).seconds, 'seconds'),
      term('\\sum t_i', answer(setup), 'seconds'),
      term('r', setup.batch, 'requests'),
    ],
  }),
  'prefix.stepSeparate': (setup) => ({
    value: decodeBound(setup).memorySeconds,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t} \\ge \\dfrac{\\memory{W + r\\,n\\,k}}{\\beta}',
    terms: [
      term('W', receipt(setup).step.weightsReadBytes, 'bytes', modelOf(setup).id),
      term('r', setup.batch, 'requests'),
      term('n', prompt(setup), 'tokens'),
      tokenTerm(setup, prompt(setup)),
      bandwidth(setup),
    ],
  }),
  'prefix.stepShared': sharedStep,
  'prefix.probeMiss': ttft(guessed, none),
  'prefix.probeHit': ttft(guessed, system),
  'prefix.chatFactor': () => ({
    value: (TURNS + 1) / 2,
    unit: 'ratio',
    axis: 'compute',
    formula: '\\dfrac{\\compute{\\sum_{j=1}^{m} j\\,a}}{\\compute{m\\,a}} = \\dfrac{m+1}{2}',
    terms: [term('m', TURNS, 'count')],
  }),
};
