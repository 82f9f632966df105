import { describe, expect, test } from 'vitest';
import { notesOf } from '@/components/simulators/command/cache-notes';
import { commandMessages } from '@/components/simulators/command/messages';
import { logName } from '@/components/simulators/command/PasteFields';
import { scenes } from '@/components/simulators/command/scenes';
import {
  defaultText,
  problemsOf,
  sourceTitle,
  sourceVersion,
  valueText,
} from '@/components/simulators/command/words';
import { engineFlags, flagSources } from '@/kernels/catalog/engine-flags';
import { vllmLogById, vllmLogs } from '@/kernels/catalog/vllm-logs';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { readPaste } from '@/kernels/engines/paste';

const { en, zh } = commandMessages;
const read = (command: string) => readPaste({ command, log: '', setup: RUNNING_EXAMPLE });

describe('values of flags', () => {
  test('are printed as they are typed', () => {
    const { flags } = read('vllm serve Qwen/Qwen3-8B --port 8000 --max-model-len 32768').parsed;
    expect(flags.map((given) => valueText(given, en))).toEqual(expect.arrayContaining(['8000', '32768']));
    const port = flags.find(({ flag }) => flag.name === '--port');
    expect(defaultText(port!, en)).toBe('default 8000');
    expect(defaultText(port!, zh)).toBe('默认 8000');
  });

  test('keep their digits together where they are told to be wrong', () => {
    const said = (command: string) => problemsOf(read(command), 'en', en).map(({ text }) => text);
    expect(said('vllm serve Qwen/Qwen3-8B --port 8000 --port 9000').join()).toContain('8000, then 9000');
    expect(said('vllm serve Qwen/Qwen3-8B --port 8000 --port 9000').join()).not.toMatch(/[89],000/);
  });
});

describe('a default share of memory', () => {
  const said = (command: string, lang: 'en' | 'zh') => {
    const report = read(command);
    return report.cache && notesOf(report.cache, report, lang, commandMessages[lang]).join();
  };
  test('is named once where it is the older one, and beside it where it is not', () => {
    expect(said('vllm serve Qwen/Qwen3-8B', 'en')).toContain('(92% by default; 90% through 2025)');
    expect(said('vllm serve Qwen/Qwen3-8B', 'zh')).toContain('2025 年底以前一直是');
    const older = said(scenes.mistakes.command, 'en');
    expect(older).toContain('(90% by default in this version)');
    expect(older).not.toContain('through 2025');
  });
});

test('the older share is dated alike wherever a flag or a chapter names it', () => {
  const flag = engineFlags.find(({ name }) => name === '--gpu-memory-utilization');
  expect([flag?.en, en.cache.assumptions.share].join()).not.toMatch(/until 2025|before 2026/);
  expect([flag?.zh, zh.cache.assumptions.share].join()).not.toMatch(/2025 年以前|2026 年以前|2025 年为止/);
});

describe('sources of flags', () => {
  test('name their version, in each language its own', () => {
    const args = flagSources['vllm-args'];
    expect(sourceVersion(args, 'en', en)).toBe('commit 99d7eb5 (between 0.11 and 0.12)');
    expect(sourceVersion(args, 'zh', zh)).toBe('提交 99d7eb5（0.11 与 0.12 之间）');
    for (const source of Object.values(flagSources))
      expect(sourceVersion(source, 'en', en).length, source.url).toBeGreaterThan(2);
  });

  test('hold no English phrase on the Chinese page', () => {
    // Names of projects, files and releases stay as they are.
    const name = /vLLM(?: recipes)?|SGLang|llama\.cpp|[\w.-]+(?:\/[\w.-]+)+|\b[0-9a-f]{7}\b|\bV\d\b/g;
    for (const { source } of engineFlags) {
      const line = `${sourceTitle(flagSources[source], 'zh')}，${sourceVersion(flagSources[source], 'zh', zh)}`;
      expect(line.replaceAll(name, ''), source).not.toMatch(/[A-Za-z]/);
    }
  });
});

describe('published logs', () => {
  test('bear the name of what they serve', () => {
    const row = vllmLogById('llama-3-8b-h100');
    expect(scenes[row.id].command).toContain('vllm serve meta-llama/Meta-Llama-3-8B ');
    expect(logName(row, en)).toBe('Llama-3-8B, H100 SXM5 80GB, 8192');
    expect(read(scenes[row.id].command).reading.setup.modelId).toBe('llama-3.1-8b');
    const names = vllmLogs.map((one) => logName(one, zh));
    expect(new Set(names).size).toBe(names.length);
    expect(names.join()).not.toMatch(/before|after/);
  });
});
