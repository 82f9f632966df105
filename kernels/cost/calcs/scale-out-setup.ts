/** The chapter's numbers that follow the Setup: one token over several devices, a prompt's cache on its way. */

import { fleetCapacity, machineQuery } from '../../serving/scale-out/fleet';
import { machineOf, transferSeconds } from '../../serving/scale-out/machine';
import { scaleOutPresets, scaleOutSetup } from '../../serving/scale-out/params';
import { tokenCurve, tokenTime } from '../../serving/scale-out/token-time';
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition, CalcTerm } from '../calc';
import { modelOf, type Setup } from '../setup';
import { communicationBytes } from '../times';
import { term } from './term';

/** The figure's first scene. */
const chat = scaleOutSetup(scaleOutPresets.chat.params);
const { link } = chat;
const START = link.startSeconds ?? 0;
/** Devices of an all-reduce in the chapter's examples. */
const EIGHT = 8;

type Unit = CalcTerm['unit'];
const layers = (setup: Setup) => term('L', modelOf(setup).layers, 'count', modelOf(setup).id);
const hidden = (setup: Setup) => term('d', modelOf(setup).hidden, 'count', modelOf(setup).id);
const devices = (count: number) => term('N', count, 'count');
const query = (setup: Setup) => machineQuery(setup, chat);
const eight = (setup: Setup): Setup => ({ ...setup, devices: EIGHT });
const curve = (setup: Setup) => tokenCurve(query(setup), setup.batch, setup.contextTokens);
const split = (setup: Setup, tensorParallel: number, pipelineStages = 1) =>
  tokenTime({ ...query(setup), tensorParallel, pipelineStages }, setup.batch, setup.contextTokens);
const machine = (setup: Setup) => machineOf(query(setup));
const capacity = (setup: Setup) => fleetCapacity(machine(setup), chat);
const cacheBytes = (setup: Setup) =>
  kvCacheBytes(modelOf(setup), { tokens: chat.promptTokens, kvFormat: setup.kvFormat });

const perDevice =
  (tensorParallel: number): CalcDefinition =>
  (setup) => {
    const { tokensPerDeviceSecond, seconds } = split(setup, tensorParallel);
    return {
      value: tokensPerDeviceSecond,
      unit: 'tokensPerSecond',
      formula: '\\dfrac{B}{N\\,\\latency{t}}',
      terms: [term('B', setup.batch, 'requests'), devices(tensorParallel), term('t', seconds, 'seconds')],
    };
  };

/** The time of a token over some devices, with what it is made of. */
const tokenOn =
  (tensorParallel: number, pipelineStages = 1): CalcDefinition =>
  (setup) => {
    const token = split(setup, tensorParallel, pipelineStages);
    return {
      value: token.seconds,
      unit: 'seconds',
      axis: 'latency',
      formula: 't_\\mathrm{work} + t_\\mathrm{link} + t_\\mathrm{wait}',
      terms: [
        term('t_\\mathrm{work}', token.memorySeconds + token.computeSeconds, 'seconds'),
        term('t_\\mathrm{link}', token.linkSeconds, 'seconds'),
        term('t_\\mathrm{wait}', token.latencySeconds, 'seconds'),
      ],
    };
  };

const count =
  (read: (setup: Setup) => number): CalcDefinition =>
  (setup) => ({
    value: read(setup),
    unit: 'count',
    formula: 'N',
    terms: [devices(read(setup))],
  });

const seconds =
  (
    read: (setup: Setup) => number,
    formula: string,
    terms: (setup: Setup) => CalcTerm[],
    unit: Unit = 'seconds',
  ): CalcDefinition =>
  (setup) => ({ value: read(setup), unit, axis: 'latency', formula, terms: terms(setup) });

export const scaleOutSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'scale-out.messages': (setup) => ({
    value: 2 * modelOf(setup).layers,
    unit: 'count',
    formula: '2L',
    terms: [layers(setup)],
  }),
  'scale-out.sentPerToken': (setup) => ({
    value: communicationBytes(eight(setup), 1),
    unit: 'bytes',
    formula: '2L \\cdot 2d \\cdot \\dfrac{2(N-1)}{N}',
    terms: [layers(setup), hidden(setup), devices(EIGHT)],
    sources: ['shoeybi2019'],
  }),
  'scale-out.sentSeconds': seconds(
    (setup) => split(setup, EIGHT).linkSeconds,
    '\\dfrac{B\\,b}{\\beta_\\mathrm{link}}',
    (setup) => [
      term('B', setup.batch, 'requests'),
      term('b', communicationBytes(eight(setup), 1), 'bytes'),
      term('\\beta_\\mathrm{link}', link.bytesPerSecond, 'bytesPerSecond'),
    ],
  ),
  'scale-out.waitSeconds': seconds(
    (setup) => split(setup, EIGHT).latencySeconds,
    '2L\\,(s + 2(N-1)\\,h)',
    (setup) => [
      layers(setup),
      term('s', START, 'seconds', 'gptfast'),
      devices(EIGHT),
      term('h', link.latencySeconds, 'seconds', 'nccltuning'),
    ],
  ),
  'scale-out.tokenFour': tokenOn(4),
  'scale-out.tokenEight': tokenOn(EIGHT),
  'scale-out.tokenSixteen': tokenOn(16),
  'scale-out.tokenThirtyTwo': tokenOn(32),
  'scale-out.waitSecondsThirtyTwo': seconds(
    (setup) => split(setup, 32).latencySeconds,
    't_\\mathrm{wait}',
    (setup) => [term('t_\\mathrm{wait}', split(setup, 32).latencySeconds, 'seconds')],
  ),
  'scale-out.kneeDevices': count((setup) => curve(setup).kneeDevices),
  'scale-out.fastestDevices': count((setup) => curve(setup).fastestDevices),
  'scale-out.perDeviceFour': perDevice(4),
  'scale-out.perDeviceThirtyTwo': perDevice(32),
  'scale-out.pipelineOne': tokenOn(1, 1),
  'scale-out.pipelineEight': tokenOn(1, EIGHT),
  'scale-out.hopBytes': (setup) => ({
    value: 2 * modelOf(setup).hidden,
    unit: 'bytes',
    formula: '2d',
    terms: [hidden(setup)],
  }),
  'scale-out.promptTokens': () => ({
    value: chat.promptTokens,
    unit: 'tokens',
    formula: 'p',
    terms: [term('p', chat.promptTokens, 'tokens')],
  }),
  'scale-out.prefillSeconds': seconds(
    (setup) => capacity(setup).prefillSeconds,
    't_\\mathrm{prefill}',
    (setup) => [term('t_\\mathrm{prefill}', capacity(setup).prefillSeconds, 'seconds')],
  ),
  'scale-out.cacheBytes': (setup) => ({
    value: cacheBytes(setup),
    unit: 'bytes',
    axis: 'memory',
    formula: 'p\\,k',
    terms: [
      term('p', chat.promptTokens, 'tokens'),
      term('k', cacheBytes(setup) / chat.promptTokens, 'bytes', modelOf(setup).id),
    ],
  }),
  'scale-out.transferSeconds': seconds(
    (setup) => transferSeconds(machine(setup), chat.promptTokens),
    'h + \\dfrac{p\\,k}{n\\,\\beta_\\mathrm{net}}',
    (setup) => [
      term('h', chat.wire.latencySeconds, 'seconds', 'nccltuning'),
      term('p\\,k', cacheBytes(setup), 'bytes'),
      term('n', chat.tensorParallel, 'count'),
      term('\\beta_\\mathrm{net}', chat.wire.bytesPerSecond, 'bytesPerSecond'),
    ],
  ),
  'scale-out.hideBandwidth': (setup) => ({
    value: cacheBytes(setup) / capacity(setup).prefillSeconds,
    unit: 'bytesPerSecond',
    formula: '\\dfrac{p\\,k}{t_\\mathrm{prefill}}',
    terms: [
      term('p\\,k', cacheBytes(setup), 'bytes'),
      term('t_\\mathrm{prefill}', capacity(setup).prefillSeconds, 'seconds'),
    ],
  }),
  'scale-out.prefillShare': (setup) => {
    const { together, prefillSeconds } = capacity(setup);
    const whole = (chat.prefillInstances + chat.decodeInstances) / together;
    return {
      value: prefillSeconds / whole,
      unit: 'percent',
      digits: 2,
      formula: '\\dfrac{w_\\mathrm{p}}{w_\\mathrm{p} + w_\\mathrm{d}}',
      terms: [
        term('w_\\mathrm{p}', prefillSeconds, 'seconds'),
        term('w_\\mathrm{d}', whole - prefillSeconds, 'seconds'),
      ],
    };
  },
  'scale-out.decodeWork': seconds(
    (setup) => {
      const { together, prefillSeconds } = capacity(setup);
      return (chat.prefillInstances + chat.decodeInstances) / together - prefillSeconds;
    },
    '\\dfrac{(o-1)\\,t_\\mathrm{step}}{B}',
    (setup) => [
      term('o', chat.outputTokens, 'tokens'),
      term('t_\\mathrm{step}', capacity(setup).decodeSeconds, 'seconds'),
      term('B', capacity(setup).decodeSequences, 'requests'),
    ],
  ),
};
