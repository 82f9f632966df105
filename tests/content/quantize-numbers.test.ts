import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Grid } from '../../components/labs/quantize/params';
import { type Recorded, recordedResult } from '../../components/labs/quantize/recorded';
import quantFormats from '../../content/data/quant-formats.json';
import record from '../../content/data/recorded/quantize.json';
import { contentPath } from '../../content/loader/paths';
import { readExercises } from '../../content/loader/study';
import { EIGHT_WEIGHTS, quantizeRow } from '../../kernels/cost/calcs/quantize-row';
import { type FigureSnapshot, gradeOperate } from '../../kernels/practice/grading';

const pages = { en: source('en'), zh: source('zh') };

function source(lang: 'en' | 'zh') {
  return readFileSync(contentPath(lang, 'quantize', 'index.mdx'), 'utf8');
}

/** The numbers of `name = (a,\; b, …)` in a page. */
function tuple(text: string, name: string): number[] {
  const found = new RegExp(`${name} = \\(([^)]*)\\)`).exec(text);
  return (found?.[1] ?? '').split(/,\\;/).map(Number);
}

describe.each(Object.entries(pages))('numbers printed in the %s page', (_, text) => {
  it('are the worked row and its codes', () => {
    expect(tuple(text, 'w')).toEqual(EIGHT_WEIGHTS);
    const q = quantizeRow(EIGHT_WEIGHTS, { bits: 4, symmetric: true, granularity: 'channel' });
    expect(tuple(text, 'q')).toEqual([...q.codes]);
  });

  it('are the published perplexities of the data file, in its order', () => {
    const table = quantFormats.gptq_wikitext2_llama1;
    const rows = [table.fp16, table.rtn4, table.gptq4, table.rtn3, table.gptq3, table.gptq3_g128];
    const printed = [...text.matchAll(/\| (\d+\.\d+) \| (\d+\.\d+) \| <Cite id="gptqrepo"/g)];
    expect(printed.map(([, small, large]) => [Number(small), Number(large)])).toEqual(
      rows.map((row) => [row['7B'], row['65B']]),
    );
  });
});

describe('exercises that operate the lab', () => {
  const grids = Object.keys(record.entries).map((key) => {
    const [bits, scheme, fence, tensors] = key.split('-');
    const grouped = /^\d+$/.test(fence);
    const granularity = (grouped ? 'group' : fence) as Grid['granularity'];
    return {
      bits: Number(bits),
      scheme,
      granularity,
      groupSize: grouped ? Number(fence) : 32,
      tensors,
    } as Grid;
  });
  const shown = (grid: Grid): FigureSnapshot => {
    const { quality, sizes } = recordedResult(record as unknown as Recorded, grid, '', 'en').quantized;
    return {
      metrics: { ...sizes, ...quality } as unknown as Record<string, number>,
      params: Object.fromEntries(Object.entries(grid).map(([key, value]) => [key, String(value)])),
    };
  };
  const first = {
    bits: 4,
    scheme: 'symmetric',
    granularity: 'group',
    groupSize: 32,
    tensors: 'all',
  } as const;

  it.each(['en', 'zh'] as const)(
    'have a recorded solution, and not many, and not the first frame (%s)',
    (lang) => {
      const operate = readExercises(lang, 'quantize').filter((one) => one.kind === 'operate');
      expect(operate.length).toBeGreaterThan(0);
      for (const { goal } of operate) {
        const solves = (grid: Grid) => gradeOperate(goal.conditions, shown(grid)).correct;
        const solutions = grids.filter(solves);
        expect(solutions.length).toBeGreaterThan(0);
        expect(solutions.length).toBeLessThan(8);
        expect(solutions.every((grid) => grid.scheme === 'affine')).toBe(true);
        expect(solves(first)).toBe(false);
      }
    },
  );
});

describe('the descriptions of calcs', () => {
  it.each(['en', 'zh'] as const)('cover every number of the %s page and its study files', (lang) => {
    const notes = JSON.parse(readFileSync(contentPath(lang, 'quantize', 'calcs.json'), 'utf8'));
    const used = [...pages[lang].matchAll(/<Calc id="([\w.]+)"/g)].map((match) => match[1]);
    expect([...new Set(used)].filter((id) => !(id in notes))).toEqual([]);
  });
});
