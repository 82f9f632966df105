import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="batching"]';
const metric = metricsOf('batching');
const state = (page: Page) => page.locator(figure).getAttribute('data-state');
const text = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? '';
const settled = (check: () => Promise<boolean>) =>
  expect.poll(check, { timeout: 20_000, interval: 50 }).toBe(true);

describe('the batching simulator', () => {
  it('is walked, played, opened and judged by keyboard alone', async () => {
    const { page, problems, close } = await book.page('/en/embed/batching/');
    // The first frame is in the page before anything has run.
    expect(await state(page)).toBe('idle');
    expect(await metric(page, 'orca.goodput')).toBeGreaterThan(await metric(page, 'static.goodput'));
    expect(await page.locator(`${figure} [data-lane]`).count()).toBe(2);

    await page.locator('input[name="show"][value="orca"]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[data-lane="vllm-v0"]').count()).toBe(1);
    await page.locator('button[name="following"]').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-lane="sarathi"] [data-marks="svg"]').count()).toBe(1);

    const lane = page.locator('[data-lane="sarathi"] [role="application"]');
    await lane.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    await settled(async () => /Request 3: first token after/.test(await text(page, '[data-lane="sarathi"]')));
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'step.bytes')) > 0);
    const tokens = await metric(page, 'step.newTokens');
    expect(await text(page, '[data-bound]')).toMatch(/memory|arithmetic/);
    await page.locator('button[name="step"]').focus();
    for (let presses = 0; presses < 40 && (await metric(page, 'step.newTokens')) === tokens; presses++) {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(10);
    }
    expect(await metric(page, 'step.newTokens')).not.toBe(tokens);

    const kept = await metric(page, 'orca.goodput');
    await page.locator('input[name="ttftSloSeconds"]').focus();
    await page.keyboard.press('End');
    await settled(async () => (await metric(page, 'orca.goodput')) > kept);
    await settled(async () => page.url().includes('ttftSloSeconds=10'));

    await page.locator('button[name="reset"]').focus();
    await page.keyboard.press('Enter');
    expect(await metric(page, 'nowSeconds')).toBe(0);
    await page.locator('button[name="play"]').focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'nowSeconds')) > 0.2);
    expect(await state(page)).toBe('running');
    await page.keyboard.press('Enter');
    await page.locator('input[name="time"]').focus();
    await page.keyboard.press('End');
    expect(problems).toEqual([]);
    await close();
  });

  it('drags a promise with the pointer, turns a dial, and an address brings it all back', async () => {
    const { page, problems, close } = await book.page('/en/embed/batching/?other=1');
    const before = await metric(page, 'vllm-v1.goodput');
    const curves = page.locator('svg[role="img"]').first();
    await curves.scrollIntoViewIfNeeded();
    const box = await curves.boundingBox();
    if (!box) throw new Error('no curves');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.98, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await settled(async () => (await metric(page, 'vllm-v1.goodput')) > before);

    await page.locator('input[name="poolTokens"]').fill('20480');
    await settled(
      async () => (await state(page)) === 'done' && (await metric(page, 'vllm-v1.preemptions')) === 0,
    );
    expect(await metric(page, 'orca.goodput')).toBeGreaterThan(0.8);
    await page.locator('input[name="seed"]').fill('12');
    await settled(async () => page.url().includes('seed=12') && (await state(page)) === 'done');
    const wanted = await metric(page, 'sarathi.ttftP99');
    await page.reload();
    await settled(async () => (await metric(page, 'sarathi.ttftP99')) === wanted);
    expect(new URL(page.url()).searchParams.get('other')).toBe('1');
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['en', 'line 2', 'cannot be used', 'of yours are in use'],
    ['zh', '第 2 行', '不能用', '正在使用你的'],
  ])(
    '%s: tells what is wrong with an address and a file, and runs what is right',
    async (lang, line, bad, used) => {
      const { page, problems, close } = await book.page(
        `/${lang}/embed/batching/?chunkTokens=banana&show=nothing`,
      );
      expect(await text(page, '[data-notice="replaced"]')).toContain(bad);
      await page
        .locator('summary', { hasText: lang === 'en' ? 'Your own requests' : '用你自己的请求' })
        .click();
      await page.locator('textarea[name="trace"]').fill('0, 100, 20\n1, many, 3');
      await page.locator('button[name="confirm"]').click();
      await settled(async () => (await text(page, '[data-bad]')).includes(line));

      const file = {
        name: 'mine.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('time,prompt,output\n0,400,20\n1,300,2\n'),
      };
      await page.locator('input[accept*="csv"]').setInputFiles(file);
      await settled(async () => (await text(page, figure)).includes(used));
      await settled(
        async () => (await page.locator('[data-lane="orca"]').getAttribute('data-requests')) === '2',
      );

      await page.locator('summary', { hasText: lang === 'en' ? 'Keep this run' : '保存这次运行' }).click();
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('button[name="save"]').click(),
      ]);
      const content = await readFile(await saved.path());
      const span = await metric(page, 'static.tokensPerSecond');
      await page.locator('button[name="cancel"]').click();
      await settled(async () => (await metric(page, 'static.tokensPerSecond')) !== span);
      const json = page.locator('input[accept*="json"]');
      await json.setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
      await settled(async () => (await page.locator('[data-bad]').count()) > 0);
      await json.setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: content });
      await settled(async () => (await metric(page, 'static.tokensPerSecond')) === span);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each([
    ['en', '1 of them will be turned away', 'turned away'],
    ['zh', '其中 1 条会被拒绝', '被拒绝'],
  ])(
    '%s: counts the requests that the server turns away, and gives what is unknown no number',
    async (lang, beside, column) => {
      const { page, problems, close } = await book.page(`/${lang}/embed/batching/?outputTokens=1`);
      // One token each: there is nothing between two of them.
      await settled(
        async () =>
          (await page.locator('output[data-metric="orca.tpotP50"]').getAttribute('data-value')) === null,
      );
      await page
        .locator('summary', { hasText: lang === 'en' ? 'Your own requests' : '用你自己的请求' })
        .click();
      await page.locator('textarea[name="trace"]').fill('0, 100, 20\n1, 9999999, 3');
      await page.locator('button[name="confirm"]').click();
      await settled(async () => (await text(page, figure)).includes(beside));
      expect(await metric(page, 'turnedAway')).toBe(1);
      await settled(async () => (await metric(page, 'vllm-v1.impossible')) === 1);
      expect(await metric(page, 'static.impossible')).toBe(1);
      expect(await page.locator(`${figure} thead`).first().textContent()).toContain(column);
      const nameless = await page.locator(`${figure} :is(input, textarea, select):not([name])`).count();
      expect(nameless).toBe(0);
      expect(problems).toEqual([]);
      await close();
    },
  );

  it('draws a thousand requests as areas on a canvas, and gives them away as a table', async () => {
    const { page, problems, close } = await book.page('/en/embed/batching/?preset=thousand&show=all');
    await settled(
      async () => (await state(page)) === 'done' && (await metric(page, 'static.preemptions')) === 0,
    );
    await settled(async () => (await metric(page, 'disaggregated.goodput')) > 4);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button[aria-label="Download CSV"]').click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 6 * 1000);
    expect(await page.locator('[data-lane] canvas').count()).toBe(6);
    await page.locator('select[name="zoom"]').selectOption('64');
    await settled(async () => (await page.locator('[data-lane="sarathi"] svg').count()) === 1);
    expect(problems).toEqual([]);
    await close();
  });
});

it.each(['en', 'zh'])(
  '%s: the chapter has both figures, and its first frame without a script',
  async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/batching/`, { javaScriptEnabled: false });
    expect(await page.locator(`${figure} [data-lane] svg path`).count()).toBeGreaterThan(4);
    expect(await page.locator('[data-lab="live-batching"]').count()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  },
);
