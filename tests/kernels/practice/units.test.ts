import { expect, test } from 'vitest';
import { type Dimension, readUnit, scalesOf } from '@/kernels/practice/units';

const known: readonly [string, Dimension, number][] = [
  ['B', 'bytes', 1],
  ['kB', 'bytes', 1e3],
  ['KB', 'bytes', 1e3],
  ['gb', 'bytes', 1e9],
  ['GB', 'bytes', 1e9],
  ['GiB', 'bytes', 2 ** 30],
  ['gib', 'bytes', 2 ** 30],
  ['K', 'bytes', 1e3],
  ['Ki', 'bytes', 1024],
  ['字节', 'bytes', 1],
  ['Gb', 'bytes', 1e9 / 8],
  ['Mbit', 'bytes', 1e6 / 8],
  ['bytes', 'bits', 8],
  ['ms', 'seconds', 1e-3],
  ['us', 'seconds', 1e-6],
  ['毫秒', 'seconds', 1e-3],
  ['TFLOP', 'flops', 1e12],
  ['tflops', 'flops', 1e12],
  ['GB/s', 'bytesPerSecond', 1e9],
  ['TiB/s', 'bytesPerSecond', 2 ** 40],
  ['%', 'percent', 0.01],
  ['倍', 'ratio', 1],
  ['k', 'tokens', 1e3],
  ['k tokens', 'tokens', 1e3],
  ['万', 'tokens', 1e4],
  ['万个token', 'tokens', 1e4],
  ['个请求', 'requests', 1],
  ['blocks', 'blocks', 1],
  ['billion', 'count', 1e9],
  ['B', 'count', 1e9],
  ['bits per weight', 'bitsPerWeight', 1],
  ['bits', 'bitsPerWeight', 1],
];

test.each(known)('%s for %s is a factor of %d', (suffix, dimension, factor) => {
  expect(readUnit(suffix, dimension)).toEqual({ kind: 'factor', factor });
});

test('a unit of something else is told from no unit at all', () => {
  expect(readUnit('GB', 'seconds')).toEqual({ kind: 'other', dimension: 'bytes' });
  expect(readUnit('ms', 'bytes')).toEqual({ kind: 'other', dimension: 'seconds' });
  expect(readUnit('GB/s', 'bytes')).toEqual({ kind: 'other', dimension: 'bytesPerSecond' });
  expect(readUnit('furlongs', 'bytes')).toEqual({ kind: 'unknown' });
  expect(readUnit('constructor', 'bytes')).toEqual({ kind: 'unknown' });
});

test('megabits are never taken for megabytes', () => {
  expect(readUnit('Mb', 'bytes')).toEqual({ kind: 'factor', factor: 125000 });
});

test('every named scale has a factor', () => {
  for (const dimension of ['bytes', 'bits', 'seconds', 'flops', 'bytesPerSecond'] as const) {
    for (const scale of scalesOf(dimension)) expect(scale.factor).toBeGreaterThan(0);
  }
});
