/** The numbers of the chapter on engines that follow the Setup: the same share of three different wholes, and a place in a queue. */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition } from '../calc';
import { modelOf, type Setup } from '../setup';
import { weightBytesKept } from '../weights';
import { term } from './term';

/** Documented defaults: vLLM of the whole device, TensorRT LLM and LMDeploy of what is free once the weights are in. */
export const SHARES = { vllm: 0.92, tensorrt: 0.9, lmdeploy: 0.8 } as const;

const weightsOf = (setup: Setup) => weightBytesKept(modelOf(setup), setup.weightFormat);
const roomOf = (setup: Setup) => capacityBytes(setup.acceleratorId) * setup.devices;

const ofWhole =
  (share: number, source: string): CalcDefinition =>
  (setup) => {
    const [room, weights] = [roomOf(setup), weightsOf(setup)];
    return {
      value: Math.max(0, share * room - weights),
      unit: 'bytes',
      axis: 'memory',
      formula: '\\memory{C} = u\\,M - W',
      terms: [
        term('u', share, 'percent', source),
        term('M', room, 'bytes', setup.acceleratorId),
        term('W', weights, 'bytes', setup.modelId),
      ],
      sources: [source],
    };
  };

const ofRest =
  (share: number, source: string): CalcDefinition =>
  (setup) => {
    const [room, weights] = [roomOf(setup), weightsOf(setup)];
    return {
      value: Math.max(0, share * (room - weights)),
      unit: 'bytes',
      axis: 'memory',
      formula: '\\memory{C} = u\\,(M - W)',
      terms: [
        term('u', share, 'percent', source),
        term('M', room, 'bytes', setup.acceleratorId),
        term('W', weights, 'bytes', setup.modelId),
      ],
      sources: [source],
    };
  };

/** Cache of one request at full length: what a slot costs that is set aside beforehand. */
const placeBytes: CalcDefinition = (setup) => {
  const value = kvCacheBytes(modelOf(setup), { tokens: setup.contextTokens, kvFormat: setup.kvFormat });
  return {
    value,
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{S} = n\\,k',
    terms: [
      term('n', setup.contextTokens, 'tokens'),
      term('k', value / setup.contextTokens, 'bytes', setup.modelId),
    ],
  };
};

/** What each gigabyte of weights costs a step where it lies. */
const gigabyteSeconds =
  (acceleratorId?: string): CalcDefinition =>
  (setup) => {
    const row = acceleratorById(acceleratorId ?? setup.acceleratorId);
    const bytesPerSecond = row.bandwidth_gbs * 1e9;
    return {
      value: 1e9 / bytesPerSecond,
      unit: 'seconds',
      axis: 'latency',
      formula: '\\latency{t} = \\frac{10^9}{\\beta}',
      terms: [term('\\beta', bytesPerSecond, 'bytesPerSecond', row.id)],
    };
  };

export const enginesSetupCalcs: Record<string, CalcDefinition> = {
  'engines.poolVllm': ofWhole(SHARES.vllm, 'vllmcacheconfig'),
  'engines.poolTensorRt': ofRest(SHARES.tensorrt, 'trtkvcache'),
  'engines.poolLmdeploy': ofRest(SHARES.lmdeploy, 'lmdeployconfig'),
  'engines.placeBytes': placeBytes,
  'engines.hostGigabyte': gigabyteSeconds('igpu-ddr5-5600'),
  'engines.deviceGigabyte': gigabyteSeconds(),
};
