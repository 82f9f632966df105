import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWorkbench, openWorkbench } from '../../tools/bench/onnx/workbench';
import type { AgreementCase, AttentionWorkbench } from '../../tools/bench/paged-attention/page';
import { lateFaces, type OpenBook, openBook } from './harness';

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

describe('the labs in the built book', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook({ gpu: true });
  });
  afterAll(() => book.close());

  const lab = (page: Page, id: string) => page.locator(`figure[data-lab="${id}"]`);
  const metric = async (page: Page, id: string, name: string) => {
    const value = await lab(page, id)
      .locator(`output[data-metric="${name}"]`)
      .first()
      .getAttribute('data-value');
    return value === null ? undefined : Number(value);
  };
  const press = async (page: Page, id: string) => {
    await lab(page, id).locator('button[name="run"]:enabled').click();
    await page.waitForSelector(`figure[data-lab="${id}"]:is([data-state="loading"],[data-state="running"])`);
  };
  const finished = (page: Page, id: string, seconds: number) =>
    page.waitForSelector(`figure[data-lab="${id}"]:is([data-state="done"],[data-state="error"])`, {
      timeout: seconds * 1000,
    });

  test.each([
    ['en', 'paging', 'paged-attention'],
    ['zh', 'batching', 'live-batching'],
    ['en', 'speculative', 'speculative-live'],
  ])(
    '/%s/%s/: the lab is still HTML until the reader comes near, and wakes in place',
    async (lang, chapter, id) => {
      const { page, problems, close } = await book.page(`/${lang}/${chapter}/`);
      const run = lab(page, id).locator('button[name="run"]');
      const room = () =>
        lab(page, id).evaluate((figure) => Math.round(figure.getBoundingClientRect().height));
      await page.waitForLoadState('load');
      expect(await run.isDisabled()).toBe(true);
      expect(await lab(page, id).locator('output').count()).toBeGreaterThan(3);
      await lateFaces(page);
      const before = await room();
      // Tabbing in is coming near: the focus stays where it was put.
      const dial = lab(page, id).locator('select, input').first();
      const name = await dial.getAttribute('name');
      await dial.focus();
      await expect.poll(() => run.isEnabled()).toBe(true);
      expect(Math.abs((await room()) - before)).toBeLessThanOrEqual(1);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(name);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test('paged attention: recorded at once, dials in the address, measured on the GPU and on the processor', async () => {
    const id = 'paged-attention';
    const { page, problems, close } = await book.page(`/en/embed/${id}/?heads=pocket&preset=other`);
    expect(await lab(page, id).getAttribute('data-rung')).toBe('recorded');
    await expect.poll(() => metric(page, id, 'keyValueBytes')).toBeLessThan(2e6);
    expect(await metric(page, id, 'largestDifference')).toBe(0);
    expect(await lab(page, id).locator('[data-notice]').count()).toBe(0);
    // The source follows its dial, by keyboard, and the address keeps what other figures wrote there.
    await lab(page, id).locator('select[name="kernel"]').selectOption('v5');
    await expect.poll(() => new URL(page.url()).searchParams.get('kernel')).toBe('v5');
    expect(new URL(page.url()).searchParams.get('preset')).toBe('other');
    expect(await lab(page, id).locator('[data-source-of="v5-paged"]').textContent()).toContain('fn merge');
    await lab(page, id).locator('input[name="contextTokens"]').focus();
    await page.keyboard.press('Home');
    await lab(page, id).locator('select[name="block"]').selectOption('8');
    await press(page, id);
    await finished(page, id, 150);
    expect(await lab(page, id).getAttribute('data-state')).toBe('done');
    expect(await lab(page, id).getAttribute('data-rung')).toBe('webgpu');
    for (const kernel of ['cpu', 'v1', 'v2', 'v3', 'v4', 'v5']) {
      expect(await metric(page, id, `${kernel}.difference`)).toBe(0);
      expect(await metric(page, id, `${kernel}.pagedSeconds`)).toBeGreaterThan(0);
    }
    expect(await metric(page, id, 'slowdown')).toBeGreaterThan(0.1);
    await lab(page, id).locator('select[name="rung"]').selectOption('wasm');
    await press(page, id);
    await finished(page, id, 60);
    expect(await lab(page, id).getAttribute('data-rung')).toBe('wasm');
    expect(await lab(page, id).locator('output[data-metric^="v1."]').count()).toBe(0);
    expect(await metric(page, id, 'cpu.difference')).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test('live batching: a whole run on the processor, every token as alone', async () => {
    const id = 'live-batching';
    const { page, problems, close } = await book.page(
      `/zh/embed/${id}/?liveRequests=6&liveOutput=8&gapSteps=0`,
    );
    await press(page, id);
    await finished(page, id, 120);
    expect(await lab(page, id).getAttribute('data-state')).toBe('done');
    expect(await lab(page, id).getAttribute('data-rung')).toBe('wasm');
    for (const policy of ['static', 'continuous']) {
      expect(await metric(page, id, `${policy}.sameTokens`)).toBe(1);
      expect(await metric(page, id, `${policy}.totalSeconds`)).toBeGreaterThan(0);
      expect(await metric(page, id, `${policy}.simulatedSeconds`)).toBeGreaterThan(0);
      expect(await lab(page, id).locator(`[data-lane^="${policy}-"]`).count()).toBe(2);
    }
    expect(await metric(page, id, 'static.idleShare')).toBeGreaterThan(0);
    expect(await metric(page, id, 'continuous.idleShare')).toBe(0);
    expect(await metric(page, id, 'continuous.repackBytes')).toBeGreaterThan(0);
    expect(await metric(page, id, 'static.repackBytes')).toBe(0);
    // Cancelled, the page goes on working, and leaving it ends the worker.
    await lab(page, id).locator('select[name="liveBatch"]').selectOption('2');
    await press(page, id);
    await lab(page, id).locator('button[name="cancel"]').click();
    await finished(page, id, 30);
    expect(await lab(page, id).locator('button[name="run"]').isEnabled()).toBe(true);
    expect(page.workers().length).toBe(1);
    await page.goto(`${book.baseUrl}/en/`);
    expect(page.workers().length).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test('live batching on the GPU: measured there, and a lost device steps down', {
    timeout: 400_000,
  }, async () => {
    const id = 'live-batching';
    const { page, problems, close } = await book.page(
      `/en/embed/${id}/?rung=webgpu&liveRequests=2&liveBatch=2&liveOutput=2&gapSteps=0`,
    );
    const hired = page.waitForEvent('worker');
    await press(page, id);
    const worker = await hired;
    // The runtime asks for its device some seconds later: by then the worker remembers it for us.
    await worker.evaluate(() => {
      const ask = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        const device = await ask.apply(this, given);
        Object.assign(globalThis, { remembered: device });
        return device;
      };
    });
    await finished(page, id, 200);
    expect(await lab(page, id).getAttribute('data-rung')).toBe('webgpu');
    expect(await metric(page, id, 'continuous.sameTokens')).toBe(1);
    await press(page, id);
    await worker.evaluate(() => (globalThis as unknown as { remembered: GPUDevice }).remembered.destroy());
    await page.waitForSelector('[data-note="lost"]', { timeout: 60_000 });
    await finished(page, id, 120);
    expect(await lab(page, id).getAttribute('data-rung')).toBe('wasm');
    expect(await metric(page, id, 'continuous.sameTokens')).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });
});
