import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { metricsOf, type OpenBook, settled } from './harness';

/** A run to keep: what is opened, how far it goes, and the number by which it is known again. */
export interface KeptRun {
  readonly simulator: string;
  readonly lang: string;
  readonly preset: string;
  readonly steps: number;
  readonly nowSeconds: number;
  readonly holds: string;
}

/** Keeps a run as a file, goes elsewhere, gives the figure files that are none of its runs, then the file. */
export async function keepsItsRun(book: OpenBook, run: KeptRun): Promise<void> {
  const { simulator, lang, preset, steps, nowSeconds, holds } = run;
  const metric = metricsOf(simulator);
  const { page, problems, close } = await book.page(`/${lang}/embed/${simulator}/?preset=${preset}&seed=4`);
  const seed = page.locator('input[name="seed"]');
  const bad = page.locator(`[data-simulator="${simulator}"] [data-bad]`);
  await settled(async () => (await seed.inputValue()) === '4');
  await page.locator('input[name="step-count"]').fill(String(steps));
  const shown = async () => [await metric(page, 'nowSeconds'), await metric(page, holds)];
  await settled(async () => (await metric(page, 'nowSeconds')) === nowSeconds);
  const here = await shown();
  await page.locator('details:has(button[name="save"]) summary').click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('button[name="save"]').click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`${simulator}-run.json`);
  const content = await readFile(await saved.path());
  await page.locator('button[name="reset"]').click();
  await seed.fill('12');
  await seed.blur();
  await settled(async () => (await metric(page, 'nowSeconds')) === 0 && page.url().includes('seed=12'));

  const give = (buffer: Buffer) =>
    page
      .locator('input[name="runFile"]')
      .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
  const text = content.toString();
  for (const none of ['{}', text.slice(0, -9), text.replace(`${simulator}-run`, 'other-run')]) {
    await give(Buffer.from(none));
    await settled(async () => (await bad.count()) === 1);
    expect(await metric(page, 'nowSeconds')).toBe(0);
    expect(await seed.inputValue()).toBe('12');
  }
  await give(content);
  await settled(async () => JSON.stringify(await shown()) === JSON.stringify(here));
  expect(await seed.inputValue()).toBe('4');
  expect(await bad.count()).toBe(0);
  await settled(async () => page.url().includes('seed=4'));
  expect(problems).toEqual([]);
  await close();
}
