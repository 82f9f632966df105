import { expect, test } from 'vitest';
import {
  type DecodeResult,
  decodeBounds,
  type MeasuredChain,
  type MeasuredPocket,
  modelTokensPerSecond,
  secondsPerLaunch,
  shareOfBound,
  tokensPerSecond,
} from '../../../kernels/gpu/machine/decode';
import { readMachineReport } from '../../../kernels/gpu/machine/read-report';
import {
  type MachineReport,
  type MeasuredResult,
  writeMachineReport,
} from '../../../kernels/gpu/machine/report';

const spread = (median: number) => ({ median, low: median * 0.9, high: median * 1.1, repeats: 5 });
const read = (bytes: number, seconds: number): MeasuredResult => ({
  benchmark: 'read',
  variant: 'v2',
  state: 'measured',
  size: { words: bytes / 4 },
  work: { bytes, operations: 0 },
  seconds: spread(seconds),
  error: 0,
});
const chain: MeasuredChain = {
  place: 'webgpu',
  format: 'q4',
  state: 'measured',
  layers: 2,
  bytes: 1e9,
  launches: 8,
  clock: 'device',
  seconds: spread(0.01),
  error: 1e-8,
};
const pocket: MeasuredPocket = {
  place: 'wasm',
  format: 'fp32',
  state: 'measured',
  tokens: 64,
  bytes: 14e6,
  launches: 100,
  submits: 0,
  seconds: spread(0.002),
  error: 1e-5,
};
const decode: DecodeResult = {
  state: 'complete',
  seconds: 12,
  cacheBytes: 2 ** 26,
  pocket: [pocket, { place: 'webgpu', format: 'q4', state: 'skipped', reason: 'failed', detail: 'x' }],
  chain: [
    chain,
    { place: 'webgpu', format: 'fp32', state: 'skipped', reason: 'memory', detail: '809500672' },
  ],
  processorRead: read(8e8, 0.1),
};
const report: MachineReport = {
  schema: 'machine-report',
  version: 1,
  name: 'a machine',
  browser: 'Chrome 1',
  date: '2026-01-02',
  clock: 'device',
  state: 'complete',
  features: [],
  budgetSeconds: 20,
  seconds: 10,
  results: [read(4e8, 0.002)],
  decode,
};

test('what follows from a row', () => {
  expect(tokensPerSecond(pocket)).toBe(500);
  expect(secondsPerLaunch(pocket)).toBeCloseTo(20e-6, 12);
  expect(modelTokensPerSecond(chain)).toBeCloseTo(6.25, 9);
});

test('each place has its own bound', () => {
  const bounds = decodeBounds(report);
  expect(bounds).toEqual({ webgpu: 2e11, processor: 8e9 });
  expect(shareOfBound(chain, bounds)).toBeCloseTo(0.5, 9);
  expect(shareOfBound(pocket, bounds)).toBeCloseTo(0.875, 9);
  expect(decodeBounds({ ...report, clock: 'processor', decode: undefined })).toEqual({ processor: 2e11 });
  expect(shareOfBound(chain, { processor: 8e9 })).toBeUndefined();
});

test('a report with decoding reads back; without it, it has none', () => {
  expect(readMachineReport(writeMachineReport(report))).toEqual(report);
  const { decode: _, ...without } = report;
  expect(readMachineReport(writeMachineReport(without))).toEqual(without);
});

const broken = (change: (decode: Record<string, unknown>) => void) => {
  const copy = JSON.parse(writeMachineReport(report));
  change(copy.decode);
  return JSON.stringify(copy);
};

test.each<[string, (decode: Record<string, unknown>) => void]>([
  ['decode.state', (bad) => Object.assign(bad, { state: 'fine' })],
  ['decode.cacheBytes', (bad) => Object.assign(bad, { cacheBytes: 1.5 })],
  ['decode.pocket', (bad) => Object.assign(bad, { pocket: {} })],
  ['decode.pocket[1]', (bad) => Object.assign(bad, { pocket: [pocket, pocket] })],
  ['decode.pocket[0].tokens', (bad) => Object.assign(bad, { pocket: [{ ...pocket, tokens: 0 }] })],
  ['decode.pocket[0].format', (bad) => Object.assign(bad, { pocket: [{ ...pocket, format: 'fp16' }] })],
  ['decode.chain[0].place', (bad) => Object.assign(bad, { chain: [{ ...chain, place: 'wasm' }] })],
  [
    'decode.chain[0].seconds.low',
    (bad) => Object.assign(bad, { chain: [{ ...chain, seconds: { ...chain.seconds, low: 1 } }] }),
  ],
  ['decode.chain[0].clock', (bad) => Object.assign(bad, { chain: [{ ...chain, clock: 'sundial' }] })],
  [
    'decode.processorRead.state',
    (bad) =>
      Object.assign(bad, {
        processorRead: { benchmark: 'read', variant: 'v1', state: 'skipped', reason: 'time', detail: '' },
      }),
  ],
])('a wrong %s is named', (path, change) => {
  try {
    readMachineReport(broken(change));
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ id: 'machine-report.bad-field', data: { path } });
  }
});
