import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineFlags, flagEngines, flagSources } from '../../../kernels/catalog/engine-flags';
import { modelNameSources, modelNames } from '../../../kernels/catalog/model-names';
import { models } from '../../../kernels/catalog/models';
import { parseCommandLine } from '../../../kernels/engines/command-line';
import { matchFlag, readSize } from '../../../kernels/engines/flag-values';
import { catalogueModel, contextOf, formatInName } from '../../../kernels/engines/model-name';
import { setupOf } from '../../../kernels/engines/setup-of';
import { quoteWord } from '../../../kernels/engines/shell';

const given = (text: string) =>
  Object.fromEntries(parseCommandLine(text).flags.map(({ flag, value }) => [flag.name, value]));
const ids = (text: string) => parseCommandLine(text).contradictions.map(({ id }) => id);

describe('the catalogue of flags', () => {
  it('has a source, both languages and a meaning of its own for every flag', () => {
    for (const flag of engineFlags) {
      expect(flagSources[flag.source]?.url).toMatch(
        /^https:\/\/github\.com\/.+\/(?:blob\/[0-9a-f]{40}\/|(?:pull|issues)\/\d+$)/,
      );
      expect(flag.en.length).toBeGreaterThan(9);
      expect(flag.zh).toMatch(/[\u4e00-\u9fff].*。$/u);
      if (flag.kind === 'choice') expect(flag.choices?.length).toBeGreaterThan(1);
      if (flag.choices && flag.default !== null) expect(flag.choices).toContain(flag.default);
    }
  });

  it('covers every topic of every engine, and no spelling twice', () => {
    for (const engine of flagEngines) {
      const own = engineFlags.filter((flag) => flag.engine === engine);
      for (const topic of ['memory', 'batching', 'parallelism', 'quantization', 'caching', 'speculation'])
        expect(
          own.some((flag) => flag.topic === topic),
          `${engine} ${topic}`,
        ).toBe(true);
      const names = own.flatMap((flag) => [
        flag.name,
        ...flag.aliases,
        ...(flag.aka ?? []),
        ...(flag.off ?? []),
      ]);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(matchFlag(engine, name)).toBeDefined();
    }
  });

  it('reads numbers with letters as vLLM does', () => {
    expect(['1k', '1K', '25.6k', '2M', '7', '-1'].map(readSize)).toEqual([1000, 1024, 25600, 2 ** 21, 7, -1]);
    expect(['1.5K', '1.5', 'k', '', '1e3'].map(readSize)).toEqual(Array(5).fill(undefined));
  });
});

describe('a command line', () => {
  it('of vLLM, with assignment, alias, underscores, switch and list', () => {
    const parsed = parseCommandLine(
      'CUDA_VISIBLE_DEVICES=0,1 vllm serve Qwen/Qwen3-8B -tp 2 --max_model_len=32k \\\n  --no-enable-prefix-caching --served-model-name a b --gpu-memory-utilization 0.85',
    );
    expect(parsed.engine).toBe('vllm');
    expect(parsed.model).toEqual({ name: 'Qwen/Qwen3-8B', at: 36 });
    expect(parsed.environment).toEqual([{ name: 'CUDA_VISIBLE_DEVICES', value: '0,1', at: 0 }]);
    expect(parsed.flags.map(({ flag, value }) => [flag.name, value])).toEqual([
      ['--tensor-parallel-size', 2],
      ['--max-model-len', 32000],
      ['--enable-prefix-caching', false],
      ['--served-model-name', 'a b'],
      ['--gpu-memory-utilization', 0.85],
    ]);
    expect([parsed.unknown, parsed.contradictions, parsed.notes]).toEqual([[], [], []]);
    expect(parsed.stopped).toBeUndefined();
  });

  it('of the older entry point, in a container, and behind other programs', () => {
    const old = parseCommandLine(
      'nohup python3 -u -m vllm.entrypoints.openai.api_server --model m --tensor-parallel 4 &',
    );
    expect([old.engine, old.model?.name, old.flags[1].value]).toEqual(['vllm', 'm', 4]);
    const box = parseCommandLine(
      'docker run --gpus all -p 8000:8000 -v ~/.cache:/root/.cache -e HF_TOKEN=x --ipc=host -it vllm/vllm-openai:v0.11.0 --model m -tp 2',
    );
    expect([box.engine, box.container, box.model?.name]).toEqual(['vllm', true, 'm']);
    expect(box.environment.map(({ name }) => name)).toEqual(['HF_TOKEN']);
    const sglang = parseCommandLine(
      'docker run --gpus all --shm-size 32g lmsysorg/sglang:latest python3 -m sglang.launch_server --model-path m --tp 8',
    );
    expect([sglang.engine, sglang.flags.map(({ value }) => value)]).toEqual(['sglang', ['m', 8]]);
    const llama = parseCommandLine(
      './build/bin/llama-server -m a/b.gguf -ngl 99 -fa -c 32768 -np 4 -nocb --best-of 7',
    );
    expect(llama.engine).toBe('llama.cpp');
    expect(llama.flags.map(({ flag, value }) => [flag.name, value])).toEqual([
      ['--model', 'a/b.gguf'],
      ['--n-gpu-layers', '99'],
      ['--flash-attn', 'on'],
      ['--ctx-size', 32768],
      ['--parallel', 4],
      ['--cont-batching', false],
    ]);
    expect(llama.unknown).toEqual([{ written: '--best-of', at: 70, value: '7' }]);
  });

  it('reads JSON whole and by dotted keys', () => {
    const text = `vllm serve m --speculative-config '{"method": "ngram"}' --compilation-config.level 3`;
    const [whole, dotted] = parseCommandLine(text).flags;
    expect(whole.value).toBe('{"method": "ngram"}');
    expect([dotted.flag.name, dotted.key, dotted.value]).toEqual(['--compilation-config', 'level', '3']);
  });

  it('says where it stopped', () => {
    expect(parseCommandLine('vllm serve m && curl x').stopped).toEqual({ id: 'second-command', at: 16 });
    expect(parseCommandLine('ls -l').stopped).toEqual({ id: 'no-engine', at: 0 });
    expect(parseCommandLine('  # only a remark').stopped?.id).toBe('nothing');
    expect(parseCommandLine('docker run ubuntu bash').engine).toBe('unknown');
    expect(parseCommandLine('export M=x\nvllm serve $M').model?.name).toBe('x');
  });

  it.each([
    ['vllm serve m --gpu-memory-utilization 1.2', 'out-of-range'],
    ['vllm serve m --gpu-memory-utilization 0', 'out-of-range'],
    ['vllm serve m --gpu-memory-utilization high', 'not-a-number'],
    ['vllm serve m --max-num-seqs', 'value-missing'],
    ['vllm serve m --max-num-seqs --enforce-eager', 'value-missing'],
    ['vllm serve m --scheduling-policy lifo', 'not-a-choice'],
    ['vllm serve m -tp 2 --tensor-parallel-size 4', 'given-twice'],
    ['vllm serve m --enable-prefix-caching --no-enable-prefix-caching', 'given-twice'],
    ['vllm serve m --swap-space 4', 'no-longer-there'],
    ['vllm serve Qwen/Qwen2.5-7B-Instruct -tp 8', 'heads-do-not-divide'],
    ['vllm serve Qwen/Qwen3-8B --max-model-len 65536', 'longer-than-model'],
    ['CUDA_VISIBLE_DEVICES=0,1 vllm serve m -tp 2 -pp 2', 'fewer-devices-visible'],
    [
      'vllm serve m --no-enable-chunked-prefill --max-num-batched-tokens 2048 --max-model-len 4096',
      'step-shorter-than-length',
    ],
    ['vllm serve m --max-num-batched-tokens 128 --max-num-seqs 256', 'step-smaller-than-batch'],
    ['vllm serve m --kv-cache-memory-bytes 4G --gpu-memory-utilization 0.9', 'share-ignored'],
    ['python -m sglang.launch_server --model-path m --speculative-num-steps 3', 'needs-flag'],
    ['llama-server -m a.gguf -ctv q8_0 -fa off', 'needs-flag'],
  ])('%s: %s', (text, id) => {
    expect(ids(text)).toEqual([id]);
  });

  it.each([
    ['vllm serve m --max-num-seqs $N', 'variable-as-value'],
    [`vllm serve m --speculative-config '{method: ngram}'`, 'not-json'],
    ['llama-server -m a.gguf --ctx-size=8192', 'equals-sign'],
    ['docker run --gpus 2 vllm/vllm-openai:latest --model m -tp 4', 'fewer-devices-visible'],
    ['vllm serve m --enable-auto-tool-choice', 'needs-flag'],
    ['CUDA_VISIBLE_DEVICES=0,1 vllm serve m -tp 2 -dp 2', 'fewer-devices-visible'],
    ['CUDA_VISIBLE_DEVICES=0,1 sglang serve m --tp 2 --dp 2', 'fewer-devices-visible'],
    ['sglang serve m --tp 4 --dp 3 --enable-dp-attention', 'copies-do-not-divide'],
    ['sglang serve m --enable-dp-lm-head', 'needs-flag'],
    ['vllm serve --served-model-name a m', 'model-not-first'],
    ['vllm serve --model m', 'model-by-flag'],
    ['[Service]\nEnvironment=CUDA_VISIBLE_DEVICES=0\nExecStart=vllm serve m -tp 2', 'fewer-devices-visible'],
    ['$env:CUDA_VISIBLE_DEVICES = "0"\nvllm serve m -tp 2', 'fewer-devices-visible'],
    ['set CUDA_VISIBLE_DEVICES=0 && vllm serve m -tp 2', 'fewer-devices-visible'],
    ['sglang serve m --tp $TP --dp 8 --enable-dp-attention', 'variable-as-value'],
  ])('%s: %s, too', (text, id) => {
    expect(ids(text)).toEqual([id]);
  });

  it('reads what pasting and other shells do to a command', () => {
    const model = (text: string) => parseCommandLine(text).model?.name;
    expect(model('> vllm serve a \\\n>   --port 1')).toBe('a');
    expect(model('# vllm serve a')).toBe('a');
    expect(model('root@host:~# vllm serve a')).toBe('a');
    expect(model('PS C:\\x> .\\llama-server.exe -m C:\\m\\a.gguf `\n -ngl 9')).toBe('C:\\m\\a.gguf');
    expect(model('bash -lc "export X=1 && vllm serve a"')).toBe('a');
    expect(model('ExecStart=/usr/bin/vllm serve a')).toBe('a');
    expect(model('python -m vllm.entrypoints.cli.main serve a')).toBe('a');
    expect(model('llama serve -m a')).toBe('a');
    expect(model('docker run ghcr.io/ggml-org/llama.cpp:full --server -m a')).toBe('a');
    expect(model('models:\n  x:\n    cmd: |\n      llama-server -m a\n      -c 9\n    ttl: 1')).toBe('a');
    const long = parseCommandLine('vllm serve a \u2014port \u201c8000\u201d');
    expect([long.flags[0].value, long.notes.map(({ id }) => id)]).toEqual([
      8000,
      ['typographic', 'typographic'],
    ]);
    const around = 'echo \u201cfirst\u201d \u2014 $HOME\nA=$B\nvllm serve $A\necho $(date) \u2014 done';
    expect(parseCommandLine(around).notes.map(({ text }) => text)).toEqual(['$B']);
    const cut = parseCommandLine('vllm serve a \\\n  # remark\n  --port 1\n');
    expect([cut.flags[0].value, cut.notes[0].id, cut.stopped]).toEqual([1, 'broken-line', undefined]);
    const lists = parseCommandLine('A=(--port 1)\nB="-tp 2"\nvllm serve a "$' + '{A[@]}" $B | tee log');
    expect([lists.flags.map(({ value }) => value), lists.stopped]).toEqual([[1, 2], undefined]);
    expect(parseCommandLine('ollama run a').stopped).toMatchObject({ id: 'other-engine', name: 'Ollama' });
    expect(given('vllm serve a -O3 -cc.mode=3 --max-model-len auto')).toMatchObject({
      '--optimization-level': '3',
      '--max-model-len': 'auto',
    });
    expect(given('llama-server -m a -fa 1 --top_k 4')).toMatchObject({ '--flash-attn': 'on', '--top-k': 4 });
  });

  it('comes to an end with texts made to keep it busy', () => {
    const doubling = `A=xx\n${'A="$A$A"\n'.repeat(60)}vllm serve $A`;
    const lists = `A=(x x)\n${'A=("$'.concat('{A[@]}" "$', '{A[@]}")\n').repeat(60)}vllm serve`;
    const pieces = ['[', '["', "'", '$(', '>', '\u201c', 'sh -c ', 'docker run ', '#\n', 'command:\n', '\\ '];
    for (const text of [doubling, lists, ...pieces.map((piece) => piece.repeat(5000))])
      parseCommandLine(text);
  });

  it('finds nothing to object to where there is nothing', () => {
    for (const text of [
      'docker run vllm/vllm-openai:v0.11.0 --model m --swap-space 4',
      'CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 vllm serve m -tp 16 --nnodes 2',
      'llama-server -m a.gguf -ot a=CPU -ot b=CPU --no-mmap',
      'vllm serve Qwen/Qwen2.5-7B-Instruct -tp 4 --max-model-len 32768 --max-num-batched-tokens 2048',
      'vllm serve m --enable-prefix-caching --enable-prefix-caching',
      'CUDA_VISIBLE_DEVICES=$GPUS vllm serve m -tp 8',
      'llama-server -m a.gguf -ctv q8_0 -fa on',
      'llama-server -m a.gguf -ctv f16 -fa off',
      'vllm serve m --enable-auto-tool-choice $MORE',
      'vllm serve m --no-enable-auto-tool-choice',
      'vllm serve --port 1 m',
      'python -m vllm.entrypoints.openai.api_server --served-model-name a --model m',
      'CUDA_VISIBLE_DEVICES=0 vllm serve m -dp 4 --data-parallel-size-local 1 -dpa 10.0.0.1',
      'CUDA_VISIBLE_DEVICES=0,1,2,3 sglang serve Qwen/Qwen2.5-7B-Instruct --tp 4 --dp 4 --enable-dp-attention',
      'sglang serve Qwen/Qwen2.5-7B-Instruct --tp 8 --dp 8 --enable-dp-attention',
    ])
      expect(ids(text), text).toEqual([]);
  });

  it('is the same however its words are quoted', () => {
    const word = fc.stringMatching(/^[a-z][a-z '$"\\]{0,8}[a-z]$/);
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 64 }), word, (model, count, name) => {
        const line = ['vllm', 'serve', model, '-tp', String(count), '--tool-call-parser', name].map(
          quoteWord,
        );
        const parsed = parseCommandLine(line.join(' \\\n'));
        expect(parsed.model?.name).toBe(model);
        expect(parsed.flags.map(({ value }) => value)).toEqual([count, name]);
      }),
    );
  });

  it('never throws, and lists every flag it does not know', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        'vllm serve',
        'docker run',
        'python -m',
        'sglang.launch_server',
        'llama-server',
        '--no-',
        '-e',
      ),
      fc.constantFrom(...engineFlags.map((flag) => flag.name)),
      fc.constantFrom("'", '"', '\\', '$', '${', '`', '#', '\n', '=', '=1', ';', '&&'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(' ');
        const parsed = parseCommandLine(text);
        for (const { at } of [...parsed.flags, ...parsed.unknown, ...parsed.contradictions])
          expect(at).toBeLessThan(Math.max(1, text.length));
        setupOf(parsed);
      }),
      { numRuns: 1000 },
    );
    expect(parseCommandLine('vllm serve m --brand-new 3 --other=4').unknown).toEqual([
      { written: '--brand-new', at: 13, value: '3' },
      { written: '--other', at: 27, value: '4' },
    ]);
  });
});

describe('names and Setups', () => {
  it('knows its own models under their own names', () => {
    for (const { id, name } of models) expect([catalogueModel(id), catalogueModel(name)]).toEqual([id, id]);
  });

  it.each([
    ['meta-llama/Meta-Llama-3.1-8B-Instruct', 'llama-3.1-8b', undefined],
    ['Qwen/Qwen2.5-7B-Instruct-AWQ', 'qwen2.5-7b', 'int4-g128-zp'],
    ['Qwen/Qwen2.5-72B-Instruct-GPTQ-Int8', 'qwen2.5-72b', 'int8'],
    ['/models/Qwen3-235B-A22B-FP8', 'qwen3-235b-a22b', 'fp8'],
    ['openai/gpt-oss-120b', 'gpt-oss-120b', 'mxfp4'],
    ['unsloth/Meta-Llama-3.1-8B-Instruct-bnb-4bit', 'llama-3.1-8b', 'nf4'],
    ['ggml-org/gemma-3-12b-it-GGUF:Q4_K_M', 'gemma-3-12b', 'Q4_K'],
    ['m/Meta-Llama-3.1-70B-Instruct-Q8_0.gguf', 'llama-3.1-70b', 'Q8_0'],
    ['neuralmagic/Meta-Llama-3.1-70B-Instruct-quantized.w8a8', 'llama-3.1-70b', 'int8'],
    ['deepseek-ai/DeepSeek-R1-Distill-Qwen-14B', undefined, undefined],
    ['Qwen/Qwen3-30B-A3B-Instruct-2507', 'qwen3-30b-a3b', undefined],
    ['mistralai/Mistral-7B-Instruct-v0.3', undefined, undefined],
  ])('%s is %s in %s', (name, id, format) => {
    expect([catalogueModel(name), formatInName(name)]).toEqual([id, format]);
  });

  it('knows names that share a shape, each with its own longest context and a source', () => {
    for (const { name, model, context, source } of modelNames) {
      expect([catalogueModel(`owner/${name}`), contextOf(`${name}-FP8`)]).toEqual([model, context]);
      expect(modelNameSources[source]).toMatch(/^https:/);
    }
    expect(new Set(modelNames.map(({ name }) => name)).size).toBe(modelNames.length);
    expect(ids('vllm serve Qwen/Qwen2.5-7B-Instruct --max-model-len 65536')).toEqual(['longer-than-model']);
    expect(ids('vllm serve Qwen/Qwen2.5-7B --max-model-len 65536')).toEqual([]);
    expect(ids('VLLM_ALLOW_LONG_MAX_MODEL_LEN=1 vllm serve Qwen/Qwen3-8B --max-model-len 65536')).toEqual([]);
    expect(['/x/DeepSeekV3/', 'a/Qwen_Qwen3-8B-GGUF'].map(catalogueModel)).toEqual([
      'deepseek-v3',
      'qwen3-8b',
    ]);
    expect(catalogueModel('/root/.cache/hub/models--Qwen--Qwen3-8B/snapshots/abc')).toBe('qwen3-8b');
  });

  it('fills a Setup from each engine', () => {
    const vllm = setupOf(
      parseCommandLine(
        'vllm serve Qwen/Qwen2.5-7B-Instruct-AWQ -tp 2 -pp 2 --kv-cache-dtype fp8 --max-model-len 8k --max-num-seqs 64',
      ),
    );
    expect(vllm.setup).toEqual({
      modelId: 'qwen2.5-7b',
      devices: 4,
      weightFormat: 'int4-g128-zp',
      kvFormat: 'fp8',
      batch: 64,
      contextTokens: 8000,
    });
    expect(vllm.from.kvFormat).toBe('--kv-cache-dtype');
    const llama = setupOf(
      parseCommandLine(
        'llama-server -hf m/Llama-3.1-8B-Instruct-GGUF:Q4_K_M -c 32768 -np 4 -ctk q8_0 -ctv q8_0 -ts 3,1',
      ),
    );
    expect(llama.setup).toEqual({
      modelId: 'llama-3.1-8b',
      weightFormat: 'Q4_K',
      kvFormat: 'Q8_0',
      batch: 4,
      contextTokens: 8192,
      devices: 2,
    });
    const sglang = setupOf(
      parseCommandLine(
        'python -m sglang.launch_server --model m/own-model --tp 8 --quantization fp8 --max-running-requests 16',
      ),
    );
    expect(sglang.setup).toEqual({ devices: 8, weightFormat: 'fp8', batch: 16 });
    expect(sglang.unclear).toEqual([{ id: 'model', value: 'm/own-model' }]);
    expect(setupOf(parseCommandLine('')).setup).toEqual({});
  });

  it('leaves what was not said out of the Setup', () => {
    expect(given('vllm serve m')).toEqual({});
    expect(setupOf(parseCommandLine('vllm serve Qwen/Qwen3-8B')).setup).toEqual({ modelId: 'qwen3-8b' });
  });
});
