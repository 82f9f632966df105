import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runFormat } from '@/components/simulators/player/run-file';
import { BookError } from '@/kernels/errors';
import { pagingParams, pagingPresets } from '@/kernels/serving/paging/params';
import { prefixParams, prefixPresets } from '@/kernels/serving/prefix/params';
import { defaultParams } from '@/kernels/simulator';

const figures = [
  ['paging', pagingParams, Object.keys(pagingPresets)],
  ['prefix', prefixParams, Object.keys(prefixPresets)],
] as const;

describe.each(figures)('a kept run of %s', (simulator, specs, presets) => {
  const { write, read } = runFormat(simulator, specs, presets);
  const run = { preset: presets[0], params: defaultParams(specs), seed: 3, nowSeconds: 24.05 };
  const good = write(run);

  it('comes back as it was', () => {
    expect(read(good)).toEqual(run);
  });

  it('is refused when it is none, is damaged, or is another figure’s', () => {
    const other = runFormat('batching', specs, presets).write(run);
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      other,
      good.slice(0, -1),
      good.replace('-run/1', '-run/2'),
      good.replace('"seed":3', '"seed":-3'),
      good.replace('24.05', '1e999'),
      good.replace('24.05', '-1'),
      good.replace(`"preset":"${run.preset}"`, '"preset":"toString"'),
      good.replace(`"${specs[0].key}":`, '"lost":'),
      good.replace(/"requests":[\d.]+/, '"requests":-5'),
      good.replace(/"requests":[\d.]+/, '"requests":"5"'),
      good.replace(/"params":\{[^}]*\}/, '"params":null'),
    ];
    for (const text of bad) expect(() => read(text), text).toThrow('run.file');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 4 }), (at, instead) => {
        try {
          const { params } = read(good.slice(0, at) + instead + good.slice(at + 1));
          expect(Object.keys(params)).toEqual(Object.keys(run.params));
        } catch (error) {
          expect(error).toBeInstanceOf(BookError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
