import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchingRun, batchingFormat } from '../../components/simulators/batching/run-file';
import { BookError } from '../../kernels/errors';
import { batchingParams } from '../../kernels/serving/batching/params';
import { parseTrafficCsv } from '../../kernels/serving/workload/csv';
import { defaultParams } from '../../kernels/simulator';

const saved = (text?: string): BatchingRun => ({
  preset: 'guided',
  params: defaultParams(batchingParams),
  seed: 8,
  nowSeconds: 3.5,
  ...(text && { own: parseTrafficCsv(text) }),
});
const { write, read } = batchingFormat(batchingParams, ['guided']);

describe('a kept run', () => {
  it('comes back as it was, with the reader’s requests or lengths', () => {
    expect(read(write(saved()))).toEqual({ ...saved(), own: undefined });
    expect(read(write(saved('0,100,20\n1.5,80,10')))).toEqual(saved('0,100,20\n1.5,80,10'));
    expect(read(write(saved('100,20\n80,10'))).own).toMatchObject({
      kind: 'lengths',
      pairs: [{ promptTokens: 100, outputTokens: 20 }, { promptTokens: 80 }],
    });
  });

  it('is refused in words when it is none', () => {
    const good = write(saved('0,100,20\n1.5,80,10'));
    const bad = [
      '',
      'null',
      '{}',
      good.replace('batching-run/1', 'batching-run/2'),
      good.replace('[1.5,80,10]', '[1.5,80]'),
      good.replace('[1.5,80,10]', '[-1,80,10]'),
      good.replace('"seed":8', '"seed":-8'),
      good.replace('"requests":16', '"requests":0'),
      good.replace('"poisson"', '"never"'),
      good.replace('"preset":"guided"', '"preset":"other"'),
    ];
    for (const text of bad) expect(() => read(text), text).toThrow(BookError);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 4 }), (at, instead) => {
        try {
          read(good.slice(0, at) + instead + good.slice(at + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(BookError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
