import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/running-example';
import { LONGEST, readPaste } from '../../../kernels/engines/paste';

const onA100 = { ...RUNNING_EXAMPLE, acceleratorId: 'a100-40-sxm' };
const read = (command: string, log = '', setup = onA100) => readPaste({ command, log, setup });

describe('a pasted command', () => {
  it('of vLLM: fields said, fields by default, and the room for the cache', () => {
    const report = read('vllm serve Qwen/Qwen3-8B --max-num-seqs 64 --max-model-len 8k');
    expect(report.reading.setup).toEqual({ modelId: 'qwen3-8b', batch: 64, contextTokens: 8000 });
    expect(report.reading.unsaid).toEqual({ devices: 1, weightFormat: 'bf16', kvFormat: 'bf16' });
    expect(report.setup).toMatchObject({ devices: 1, batch: 64, acceleratorId: 'a100-40-sxm' });
    expect(report.cache?.blind).toMatchObject({ blocks: 9330, maxModelLen: 8000, starts: true });
    expect(report.cache?.question.assumed).toEqual(['step', 'share', 'graphs']);
    expect(report.batching).toEqual({
      params: { maxBatch: 64, maxModelTokens: 7936, poolTokens: 149_504 },
      bent: {},
    });
  });

  it('takes the longest sequence from the engine where the command does not say it, one for the whole report', () => {
    const length = (command: string, log = '') => {
      const { setup, cache, reading } = read(command, log);
      expect(reading.setup.contextTokens).toBeUndefined();
      if (cache) expect(setup.contextTokens).toBe(cache.blind.maxModelLen);
      return setup.contextTokens;
    };
    expect(length('vllm serve Qwen/Qwen2.5-7B-Instruct')).toBe(32_768);
    expect(length('vllm serve Qwen/Qwen3-8B', 'max_seq_len=4096, tensor_parallel_size=1,')).toBe(4096);
    expect(length('vllm serve Qwen/Qwen3-8B --max-model-len auto')).toBeLessThanOrEqual(40_960);
    expect(length('python3 -m sglang.launch_server --model-path deepseek-ai/DeepSeek-V3')).toBe(163_840);
    expect(length('llama-server -m Qwen3-8B-Q4_K_M.gguf')).toBe(40_960);
    expect(length('llama-server -m Qwen3-8B-Q4_K_M.gguf -np 4')).toBe(10_240);
    // A model that is not known keeps the reader's.
    expect(length('vllm serve me/my-model')).toBe(RUNNING_EXAMPLE.contextTokens);
  });

  it('says what each flag moves, with it and without it', () => {
    const { effects } = read(
      'vllm serve Qwen/Qwen3-8B --kv-cache-dtype fp8 --gpu-memory-utilization 0.8 --port 1',
    );
    expect(effects.map(({ flag }) => flag)).toEqual(['--kv-cache-dtype', '--gpu-memory-utilization']);
    const [cache, share] = effects;
    expect((cache.with.cacheTokens ?? 0) / (cache.without.cacheTokens ?? 1)).toBeCloseTo(2, 3);
    expect(cache.with.planBytes).toBeLessThan(cache.without.planBytes ?? 0);
    expect(share.with.planBytes).toBe(share.without.planBytes);
    expect(share.with.cacheTokens).toBeLessThan(share.without.cacheTokens ?? 0);
  });

  it('beside its log: told by the parts it prints, and what speaks of another server', () => {
    const log = [
      "Initializing a V1 LLM engine (v0.9.2) with config: model='Qwen/Qwen3-8B', max_seq_len=40960, tensor_parallel_size=1,",
      'Model loading took 15.2683 GiB',
      'GPU KV cache size: 136,080 tokens',
      'Maximum concurrency for 40,960 tokens per request: 3.32x',
    ].join('\n');
    const report = read('vllm serve Qwen/Qwen3-8B -tp 2', log);
    expect(report.differs).toEqual([{ id: 'tensorParallel', command: 2, log: 1 }]);
    const one = read('vllm serve Qwen/Qwen3-8B', log);
    // An older version, by its log: a share of 0.9.
    expect(one.cache?.question.query.gpuMemoryUtilization).toBe(0.9);
    expect(one.cache?.reported).toBe(136_080);
    expect((one.cache?.blind.tokens ?? 0) / 136_080).toBeCloseTo(1, 1);
    expect(one.cache?.told?.weightBytes).toBeCloseTo(15.2683 * 2 ** 30);
    const alone = read('', log);
    expect([alone.fromLog, alone.parsed.model?.name, alone.cache?.blind.blocks]).toEqual([
      true,
      'Qwen/Qwen3-8B',
      one.cache?.blind.blocks,
    ]);
  });

  it('takes the longest sequence that fits where it is asked to', () => {
    const { cache, parsed } = read(
      'vllm serve Qwen/Qwen3-8B --max-model-len auto --gpu-memory-utilization 0.5',
    );
    expect(parsed.contradictions).toEqual([]);
    expect(cache?.blind.starts).toBe(true);
    expect(cache?.blind.maxModelLen).toBeLessThan(40_960);
    expect(cache?.blind.maxModelLen).toBe(cache?.blind.tokens);
  });

  it('guesses which flag was meant, and no other', () => {
    const { unknown } = read('vllm serve m --gpu-memory-utilisation 0.9 --frobnicate 1 --max-modellen 5');
    expect(unknown.map(({ near }) => near)).toEqual([
      '--gpu-memory-utilization',
      undefined,
      '--max-model-len',
    ]);
  });

  it('plans nothing for a model it does not know, but for the shape the reader gave', () => {
    const strange = read('vllm serve me/my-model --max-num-seqs 8');
    expect([strange.plan, strange.cache, strange.effects]).toEqual([undefined, undefined, []]);
    expect(strange.reading.unclear).toEqual([{ id: 'model', value: 'me/my-model' }]);
  });

  it('spreads the experts of vLLM over its copies', () => {
    const { setup, cache } = read('vllm serve deepseek-ai/DeepSeek-V3 -dp 8 --enable-expert-parallel', '', {
      ...RUNNING_EXAMPLE,
      acceleratorId: 'h200-sxm',
    });
    expect([setup.devices, setup.weightFormat]).toEqual([8, 'fp8']);
    expect(cache?.blind.weightBytes).toBeGreaterThan(671e9 / 8);
    expect(cache?.blind.weightBytes).toBeLessThan(2 * (671e9 / 8));
  });

  it('never throws, cuts what is too long, and is plain data', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'vllm serve Qwen/Qwen3-8B',
        '-tp',
        '0',
        '-1',
        '9999999999',
        '--max-model-len',
        '--block-size',
      ),
      fc.constantFrom(
        '--gpu-memory-utilization',
        '--max-num-seqs',
        '--max-num-batched-tokens',
        '--kv-cache-memory-bytes',
      ),
      fc.constantFrom(
        'llama-server -m',
        '-c',
        '-np',
        'image: vllm/vllm-openai',
        'command:',
        '- ',
        '[',
        '"',
        '\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 4 }), (words, log) => {
        const report = read(words.join(' '), log.join(' '));
        expect(structuredClone(report)).toEqual(report);
      }),
      { numRuns: 500 },
    );
    const long = read(`vllm serve m ${'--port 1 '.repeat(LONGEST / 8)}`);
    expect([long.cut, long.parsed.flags.length > 1000]).toEqual([true, true]);
  });
});
