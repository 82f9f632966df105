import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const planner = '[data-simulator="memory-planner"]';
const caseFile = '[data-simulator="oom-case"]';
const planned = metricsOf('memory-planner');
const looked = metricsOf('oom-case');

const sentence = (page: Page, figure: string) => page.locator(`${figure} [data-description]`).textContent();

describe('the memory planner', () => {
  it('answers the keyboard, keeps its state in the address and gets it back', async () => {
    const { page, problems, close } = await book.page('/en/embed/memory-planner/');
    const cache = await planned(page, 'kvCache');
    expect(cache).toBe(85_899_345_920);
    await page.locator(`${planner} input[name="sequences"]`).focus();
    await page.keyboard.press('ArrowRight');
    await settled(async () => (await planned(page, 'kvCache')) === (cache / 32) * 33);
    await page.keyboard.press('End');
    await settled(async () => (await planned(page, 'free')) < 0);
    expect(await sentence(page, planner)).toMatch(/too much.* KV cache/);
    await page.locator(`${planner} select[name="engine"]`).selectOption('none');
    await settled(async () => /engine=none/.test(page.url()) && /sequences=/.test(page.url()));
    expect(await planned(page, 'overhead')).toBe(0);
    const total = await planned(page, 'total');
    await page.reload();
    await settled(async () => (await planned(page, 'total')) === total);
    expect(problems).toEqual([]);
    await close();
  });

  it('is dragged along either axis', async () => {
    const { page, problems, close } = await book.page('/zh/embed/memory-planner/');
    for (const at of [0, 1]) {
      const box = await page.locator(`${planner} svg[role="img"]`).nth(at).boundingBox();
      if (!box) throw new Error('the drawing has no box');
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.31, box.y + box.height * 0.5);
      const before = await planned(page, 'kvCache');
      await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.5, { steps: 4 });
      await page.mouse.up();
      await settled(async () => (await planned(page, 'kvCache')) > before * 2);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the reader’s Setup', async () => {
    const { page, problems, close } = await book.page(
      '/en/embed/memory-planner/?model=llama-3.1-8b&accelerator=a10g&devices=1&batch=4&context=4096',
    );
    await settled(async () => (await planned(page, 'kvCache')) === 4 * 4096 * 131_072);
    expect(await planned(page, 'weights')).toBe(2 * 8_030_261_248);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the out-of-memory case', () => {
  it.each([
    ['en', /^13 of 13 rows match/],
    ['zh', /^13 行对上了 13 行/],
  ])('is solved by keyboard (%s)', async (lang, solved) => {
    const { page, problems, close } = await book.page(`/${lang}/embed/oom-case/`);
    expect(await looked(page, 'matched')).toBe(0);
    await page.locator(`${caseFile} button[name="suspect"][value="cache"]`).focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await looked(page, 'outOfMemoryPeak')) > 8 * 2 ** 30);
    expect(await looked(page, 'matched')).toBe(0);
    await page.locator(`${caseFile} button[name="suspect"][value="logits"]`).focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await looked(page, 'matched')) === 7);
    await page.locator(`${caseFile} select[name="scores"]`).selectOption('10');
    await page.locator(`${caseFile} select[name="writer"]`).selectOption('awq');
    await settled(async () => (await looked(page, 'matched')) === 13);
    expect(await sentence(page, caseFile)).toMatch(solved);
    await settled(async () => /scores=10/.test(page.url()));
    await page.reload();
    await settled(async () => (await looked(page, 'matched')) === 13);
    await page.locator(`${caseFile} button[name="reset"]`).click();
    await settled(async () => (await looked(page, 'matched')) === 0);
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['en', 'zh'])('stands in its chapter with the planner, on a phone too (%s)', async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/bytes/`, {
      viewport: { width: 390, height: 844 },
    });
    for (const figure of [planner, caseFile]) {
      await page.locator(figure).scrollIntoViewIfNeeded();
      expect(await page.locator(figure).getAttribute('data-state')).toBe('done');
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
    await close();
  });
});
