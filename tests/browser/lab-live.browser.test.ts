import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWorkbench, openWorkbench } from '../../tools/bench/onnx/workbench';
import type { AgreementCase, AttentionWorkbench } from '../../tools/bench/paged-attention/page';

describe('paged attention on a software graphics processor', () => {
  let bench: OpenWorkbench;
  const call = <T>(work: (kernel: AttentionWorkbench, cases: readonly AgreementCase[]) => Promise<T>) =>
    bench.page.evaluate(`(${work})(globalThis.workbench, ${JSON.stringify(cases)})`) as Promise<T>;
  const shape = { heads: 4, kvHeads: 2, headDim: 32, blockTokens: 16 };
  const lengths = [1, 31, 0, 33, 257];
  const cases: AgreementCase[] = [
    { shape, lengths, seed: 1, numbers: 'lively' },
    { shape, lengths, seed: 3, numbers: 'zero' },
    { shape, lengths, seed: 4, numbers: 'extreme' },
    { shape: { ...shape, blockTokens: 7 }, lengths, seed: 5, numbers: 'poisoned' },
    { shape: { heads: 6, kvHeads: 2, headDim: 48, blockTokens: 1 }, lengths, seed: 6, numbers: 'lively' },
    { shape: { heads: 32, kvHeads: 4, headDim: 128, blockTokens: 16 }, lengths: [33, 257], seed: 8 },
  ];
  beforeAll(async () => {
    bench = await openWorkbench({ gpu: true, script: 'tools/bench/paged-attention/page.ts' });
  });
  afterAll(() => bench.close());

  test('every variant: through a block table exactly as without one, and as the reference', async () => {
    const rows = await call((kernel, asked) => kernel.agree(asked));
    expect(rows.length).toBe(cases.length);
    for (const [index, row] of rows.entries()) {
      const scale = cases[index].numbers === 'extreme' ? 1e3 : cases[index].numbers === 'lively' ? 3 : 1;
      expect(row.map(({ variant }) => variant)).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
      for (const { pagedToContiguous, pagedToReference, broken } of row) {
        expect(broken).toBe(0);
        expect(pagedToContiguous).toBe(0);
        expect(pagedToReference / scale).toBeLessThan(1e-5);
      }
    }
  });

  test('a context too long for a variant is refused by name; the next variant takes it', async () => {
    expect(await call((kernel) => kernel.refuse())).toEqual(['gpu.limit', 'ran']);
  });
});
