/**
 * npm run record:paged-attention: measures the lab's settings in Chromium on its software WebGPU adapter and writes
 * content/data/recorded/paged-attention.json, which the page shows before anything is run.
 * Every width of block for both models with scattered blocks, and the usual width with blocks in order.
 * `--more` counts the goes of the record at hand too, if it is of the same machine.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { pagedSpecs, problemKey, problemSpecs } from '../components/labs/paged-attention/params';
import type { AttentionResult } from '../components/labs/paged-attention/types';
import { defaultParams, type ParamValues } from '../kernels/simulator';
import { openWorkbench } from './bench/onnx/workbench';
import type { AttentionWorkbench } from './bench/paged-attention/page';
import { findChromium } from './lib/chromium.mjs';

const OUT = 'content/data/recorded/paged-attention.json';
process.env.CHROME_PATH ??= findChromium();
const choices = (key: string) => problemSpecs.find((spec) => spec.key === key)?.choices ?? [];
const usual = defaultParams(pagedSpecs);
const settings: ParamValues[] = choices('heads').flatMap((heads) => [
  ...choices('block').map((block) => ({ ...usual, heads, block })),
  { ...usual, heads, tables: 'inOrder' },
]);
/** Times of each setting that are taken; of every kernel the go that other work on the machine disturbed least stays. */
const GOES = 3;
const quietest = (goes: readonly AttentionResult[]): AttentionResult => ({
  ...goes[0],
  kernels: goes[0].kernels.map((_, at) =>
    goes
      .map(({ kernels }) => kernels[at])
      .reduce((a, b) => ((b.paged?.high ?? 0) < (a.paged?.high ?? 0) ? b : a)),
  ),
});
const bench = await openWorkbench({ gpu: true, script: 'tools/bench/paged-attention/page.ts' });
const round = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
const browser = `Chromium ${bench.browserVersion}`;
const machine = {
  en: `a processor playing a GPU (${processor}, SwiftShader in ${browser}): a real GPU is far faster, and there the order of the kernels may be another`,
  zh: `由处理器模拟的 GPU（${processor}，${browser} 里的 SwiftShader）：真正的 GPU 快得多，各算子的先后也会不同`,
};
interface AttentionRecord {
  readonly machine: typeof machine;
  readonly entries: Readonly<Record<string, AttentionResult>>;
}
const kept: AttentionRecord | undefined = existsSync(OUT) ? JSON.parse(readFileSync(OUT, 'utf8')) : undefined;
const before = process.argv.includes('--more') && kept?.machine.en === machine.en ? kept : undefined;
try {
  const entries: Record<string, AttentionResult> = {};
  for (const values of settings) {
    const earlier = before?.entries[problemKey(values)];
    const goes: AttentionResult[] = earlier ? [earlier] : [];
    for (let go = 0; go < GOES; go++) {
      goes.push(
        await bench.page.evaluate(
          (asked) => (globalThis as unknown as { workbench: AttentionWorkbench }).workbench.measure(asked),
          values,
        ),
      );
    }
    const result = quietest(goes);
    entries[problemKey(values)] = result;
    const times = result.kernels.map(({ kernel, contiguous, paged }) => {
      const ms = (seconds?: number) => ((seconds ?? 0) * 1000).toFixed(2);
      return `${kernel} ${ms(contiguous?.median)}/${ms(paged?.median)}`;
    });
    console.error(`${problemKey(values)}: ${times.join('  ')} ms`);
  }
  const record = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    entries,
  };
  mkdirSync('content/data/recorded', { recursive: true });
  writeFileSync(OUT, `${JSON.stringify(record, round)}\n`);
  console.error(`${OUT}: ${settings.length} settings`);
} finally {
  await bench.close();
}
