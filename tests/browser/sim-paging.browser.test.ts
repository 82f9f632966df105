import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled, tabTo } from './harness';
import { keepsItsRun } from './kept-run';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="paging"]';

const metric = metricsOf('paging');

async function state(page: Page): Promise<string | null> {
  return page.locator(figure).getAttribute('data-state');
}

describe('the paging simulator', () => {
  it.each(['en', 'zh'])(
    '%s: a run kept as a file comes back, and a file that is none changes nothing',
    (lang) =>
      keepsItsRun(book, {
        simulator: 'paging',
        lang,
        preset: 'longAnswers',
        steps: 600,
        nowSeconds: 30,
        holds: 'paged.heldBytes',
      }),
  );

  it('is worked by keyboard alone: play, step, scrub, look into memory, follow a request', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/');
    expect(await metric(page, 'nowSeconds')).toBe(24);
    await tabTo(page, 'button[name="play"]');
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'nowSeconds')) > 25);
    expect(await state(page)).toBe('running');
    await page.keyboard.press('Space');
    expect(await state(page)).toBe('idle');

    const paused = await metric(page, 'nowSeconds');
    await tabTo(page, 'button[name="step"]');
    await page.keyboard.press('Enter');
    expect(await metric(page, 'nowSeconds')).toBeCloseTo(paused + 0.05, 9);
    await tabTo(page, 'button[name="next"]');
    await page.keyboard.press('Enter');
    expect(await metric(page, 'nowSeconds')).toBeGreaterThan(paused + 0.05);

    await tabTo(page, `${figure} [data-lane="paged"] [role="application"]`);
    await page.keyboard.press('ArrowRight');
    await settled(async () => /Block 2 ·|Free/.test((await page.locator('#look-paged').textContent()) ?? ''));
    const followed = page.locator(`${figure} input[name="follow"]`);
    const before = await followed.inputValue();
    for (let cell = 0; cell < 40 && (await followed.inputValue()) === before; cell++) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    }
    expect(await followed.inputValue()).not.toBe(before);

    await tabTo(page, 'input[name="step-count"]');
    await page.keyboard.press('Home');
    await settled(async () => (await metric(page, 'nowSeconds')) === 0);
    expect(await metric(page, 'paged.heldBytes')).toBe(0);
    await page.keyboard.press('ArrowRight');
    await settled(async () => (await metric(page, 'nowSeconds')) === 0.05);
    expect(problems).toEqual([]);
    await close();
  });

  it('plays to the end and says so', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/?requests=10&outputTokens=16');
    await page.locator(`${figure} select[name="speed"]`).selectOption('64');
    await page.locator(`${figure} button[name="play"]`).click();
    await settled(async () => (await state(page)) === 'done');
    for (const lane of ['reserve', 'grow', 'paged']) expect(await metric(page, `${lane}.finished`)).toBe(10);
    await expect
      .poll(() => page.locator('[data-description]').textContent())
      .toMatch(/^All 10 requests are answered/);
    await page.locator(`${figure} button[name="play"]`).click();
    await settled(async () => (await state(page)) !== 'done' || (await metric(page, 'nowSeconds')) < 5);
    await page.locator(`${figure} button[name="reset"]`).click();
    await settled(async () => (await metric(page, 'nowSeconds')) === 0);
    expect(problems).toEqual([]);
    await close();
  });

  it('turning one dial changes what depends on it, at the same moment', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/');
    const reserve = await metric(page, 'reserve.usedShare');
    const paged = await metric(page, 'paged.usedShare');
    await page.locator(`${figure} input[name="blockTokens"]`).fill('256');
    await settled(async () => (await metric(page, 'paged.usedShare')) < paged - 0.1);
    expect(await metric(page, 'reserve.usedShare')).toBe(reserve);
    expect(await metric(page, 'nowSeconds')).toBe(24);
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps its state in the address, and an address brings it back', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/?other=1#here');
    await page.locator(`${figure} select[name="preset"]`).selectOption('forks');
    await page.locator(`${figure} input[name="blockTokens"]`).fill('32');
    await page.locator(`${figure} input[name="seed"]`).fill('12');
    await settled(async () => /seed=12/.test(page.url()));
    const url = new URL(page.url());
    expect(Object.fromEntries(url.searchParams)).toEqual({
      other: '1',
      preset: 'forks',
      blockTokens: '32',
      seed: '12',
    });
    expect(url.hash).toBe('#here');
    const shares = await Promise.all(
      ['reserve', 'grow', 'paged'].map((lane) => metric(page, `${lane}.usedShare`)),
    );
    await page.goto(url.href);
    await page.reload();
    await settled(async () => (await metric(page, 'paged.usedShare')) === shares[2]);
    expect(await metric(page, 'reserve.usedShare')).toBe(shares[0]);
    expect(await metric(page, 'grow.usedShare')).toBe(shares[1]);
    expect(await page.locator(`${figure} input[name="forkShare"]`).inputValue()).toBe('0.8');
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['en', 'cannot be used'],
    ['zh', '不能用'],
  ])('%s: says which nonsense in the address it replaced, and works on', async (lang, words) => {
    const { page, problems, close } = await book.page(
      `/${lang}/embed/paging/?blockTokens=banana&requests=1e9&preset=__proto__&seed=-3&poolTokens=`,
    );
    const notice = page.locator('[data-notice="replaced"]');
    await notice.waitFor();
    const text = (await notice.textContent()) ?? '';
    for (const key of ['blockTokens', 'requests', 'preset', 'seed', 'poolTokens'])
      expect(text).toContain(`${key}=`);
    expect(text).toContain(words);
    expect(await page.locator(`${figure} input[name="requests"]`).inputValue()).toBe('1000');
    await page.locator(`${figure} button[name="step"]`).click();
    await settled(async () => (await metric(page, 'nowSeconds')) === 24.05);
    expect(problems).toEqual([]);
    await close();
  });

  it('opens the paged cache: what a block holds, why another was evicted, and what two orders come to', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/');
    expect(await page.locator('[data-inside]').count()).toBe(0);
    await tabTo(page, 'button[name="inside"]');
    await page.keyboard.press('Enter');
    await page.locator('[data-inside="ready"]').waitFor();
    // The same moment as the figure, and the same requests: only its cache is on.
    await settled(
      async () => (await metric(page, 'inside.finished')) === (await metric(page, 'paged.finished')),
    );
    const found = await metric(page, 'inside.hitTokens');
    const inspector = page.locator('[data-part="inspector"]');
    expect(await inspector.textContent()).toMatch(/evicted: request \d+ needed a block/);
    await page.locator('button[name="next-eviction"]').click();
    await settled(async () => (await metric(page, 'nowSeconds')) > 24);
    await settled(async () => (await metric(page, 'inside.evictions')) > 750);
    await page.locator('input[name="inside-block"]').fill('1');
    await settled(async () => ((await inspector.textContent()) ?? '').startsWith('Block 1'));
    await tabTo(page, '[data-inside] [role="application"]');
    await page.keyboard.press('ArrowRight');
    await settled(async () => ((await inspector.textContent()) ?? '').startsWith('Block 2'));
    await page.locator('[data-part="queue"] [data-block]').first().click();
    await page.locator('input[name="sharedPromptTokens"]').fill('256');
    await settled(async () => (await metric(page, 'inside.hitTokens')) > found + 5000);
    await page.locator('select[name="prefixCaching"]').selectOption('off');
    await settled(async () => (await metric(page, 'inside.hitTokens')) === 0);
    // While it catches up, the engine's cache shows the steps on its way.
    await settled(
      async () => (await metric(page, 'inside.preemptions')) === (await metric(page, 'paged.preemptions')),
    );
    await settled(async () => /prefixCaching=off/.test(page.url()) && /inside=open/.test(page.url()));
    await page.reload();
    await page.locator('[data-inside="ready"]').waitFor();
    expect(await page.locator('select[name="prefixCaching"]').inputValue()).toBe('off');
    await page.locator('button[name="play"]').click();
    const before = await metric(page, 'inside.finished');
    await settled(async () => (await metric(page, 'inside.finished')) > before);
    expect(problems).toEqual([]);
    await close();
  });

  it('moves once a second for readers who want less motion', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/', { reducedMotion: 'reduce' });
    await page.evaluate(() => {
      const output = document.querySelector('output[data-metric="nowSeconds"]')!;
      const seen: string[] = [];
      new MutationObserver(() => seen.push(output.getAttribute('data-value')!)).observe(output, {
        attributes: true,
      });
      Object.assign(window, { seen });
    });
    await page.locator(`${figure} button[name="play"]`).click();
    await page.waitForTimeout(2600);
    await page.locator(`${figure} button[name="play"]`).click();
    const times = new Set(await page.evaluate(() => (window as unknown as { seen: string[] }).seen));
    expect(times.size).toBeGreaterThanOrEqual(1);
    expect(times.size).toBeLessThanOrEqual(4);
    expect(problems).toEqual([]);
    await close();
  });

  it('gives its data away: table, CSV, JSON, SVG, PNG, link and embed', async () => {
    const { page, problems, close } = await book.page('/zh/embed/paging/', { acceptDownloads: true });
    await page.getByText('以表格查看').click();
    expect(await page.locator(`${figure} table tbody tr`).count()).toBe(3);
    const download = async (format: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `下载 ${format}` }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`paging.${format.toLowerCase()}`);
      return readFile(await file.path());
    };
    const csv = (await download('CSV')).toString();
    expect(csv.split('\r\n')).toHaveLength(483);
    expect(csv).toContain('seconds,reserve.usedShare');
    const json = JSON.parse((await download('JSON')).toString());
    expect(json).toMatchObject({
      simulator: 'paging',
      preset: 'crowded',
      seed: 7,
      params: { blockTokens: 16 },
    });
    const svg = (await download('SVG')).toString();
    expect(svg).toContain('按上限预留');
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    expect((await download('PNG')).subarray(1, 4).toString()).toBe('PNG');
    await page.getByText('嵌入', { exact: true }).click();
    await settled(async () =>
      (await page.locator(`${figure} textarea`).inputValue()).includes('/zh/embed/paging/'),
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('draws anew in another theme and another width', async () => {
    const { page, problems, close } = await book.page('/en/embed/paging/');
    // Until something moves, the maps of the static page stand.
    await settled(async () => (await page.locator(figure).getAttribute('data-state')) === 'idle');
    expect(await page.locator(`${figure} [data-drawn]`).count()).toBe(0);
    await settled(async () => {
      await page.locator(`${figure} button[name="step"]`).click();
      return (await page.locator(`${figure} [data-drawn]`).count()) === 3;
    });
    const pixel = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-lane="paged"] canvas')!;
        return { width: canvas.width, data: canvas.toDataURL() };
      });
    const light = await pixel();
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await settled(async () => (await pixel()).data !== light.data);
    await page.setViewportSize({ width: 390, height: 800 });
    await settled(async () => (await pixel()).width !== light.width);
    // Nothing sticks out of a phone's page.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
    await close();
  });

  it('teaches without scripts: maps, numbers and a table stand in the HTML', async () => {
    const { page, close } = await book.page('/en/embed/paging/', { javaScriptEnabled: false });
    expect(await page.locator(`${figure} svg path`).count()).toBeGreaterThan(20);
    expect(await page.locator(`${figure} output[data-metric="paged.usedShare"]`).textContent()).toBe('98%');
    expect(await page.locator(`${figure} button[name="play"]`).isVisible()).toBe(false);
    await close();
  });
});
