import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixGenerators } from '../../../kernels/practice/generators/prefix';
import { createRadixCache } from '../../../kernels/serving/radix/scripted';
import { createVllmScheduler } from '../../../kernels/serving/schedulers/vllm/scheduler';
import { generatorChecks } from './generator-checks';

const { numbers, check } = generatorChecks(prefixGenerators);
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const run = (from: number, length: number) => Array.from({ length }, (_, at) => from + at);

describe('the answers follow from what the reader is given', () => {
  check('bytesSaved', (v) => v.requests * v.tokens * v.kib * 1024 - v.tokens * v.kib * 1024);
  check('namesKept', (v) => (v.token - (v.token % v.block)) / v.block);
  check('chatTokens', (v) => run(1, v.turns).reduce((sum, turn) => sum + turn * v.added, 0));
  check('requestShorter', (v) => (v.prefill * v.percent) / 100 / (v.prefill + v.tokens * v.each));
  check('saltedTokens', (v) => v.tenants * v.tokens);

  it('foundTokens is what vLLM’s scheduler finds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers('foundTokens', seed);
        const scheduler = createVllmScheduler({ num_blocks: 400, block_size: v.block });
        const known = run(1, v.known);
        scheduler.add({ id: 0, prompt: known, max_tokens: 1 });
        while (scheduler.step());
        const prompt = [...known, ...run(10_000, v.prompt - v.known)];
        scheduler.add({ id: 1, prompt, max_tokens: 1 });
        expect(scheduler.step()?.hitTokens).toBe(answer);
      }),
      { numRuns: 100 },
    );
  });

  it('treeTokens is what the tree stores', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers('treeTokens', seed);
        const tree = createRadixCache({});
        const common = run(0, v.common);
        const further = run(10_000, v.further);
        const texts = [
          [...common, ...further, ...run(20_000, v.firstEnd)],
          [...common, ...further, ...run(30_000, v.secondEnd)],
          [...common, ...run(40_000, v.thirdEnd)],
        ];
        expect(texts.map((text) => text.length)).toEqual([v.first, v.second, v.third]);
        for (const text of texts) tree.insert(text, run(0, text.length));
        expect(tree.totalSize).toBe(answer);
      }),
      { numRuns: 100 },
    );
  });

  it('foundTokens has whole prompts known often enough to catch the last block', () => {
    const draws = Array.from({ length: 100 }, (_, seed) => numbers('foundTokens', seed).v);
    expect(draws.filter((v) => v.known === v.prompt).length).toBeGreaterThan(15);
  });
});
