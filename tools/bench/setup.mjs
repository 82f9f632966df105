// A change of the Setup until every number of the page is drawn: in the page, from setting it to the last written text.
// Median of 15 changes between two Setups, main thread, no throttling; the calcs are loaded already.

import { fileURLToPath } from 'node:url';
import { launch, median, openPage, PROFILES, serve } from './measure-pages.mjs';

const root = fileURLToPath(new URL('../../out', import.meta.url));
const server = await serve({ root, coi: true, gzip: true });
const browser = await launch();
try {
  for (const chapter of (process.env.BENCH_CHAPTERS ?? 'paging,quantize').split(',')) {
    const { context, page } = await openPage(browser, PROFILES.none);
    await page.goto(`${server.url}/en/${chapter}/?devices=4&batch=16`, { waitUntil: 'load' });
    await page.waitForFunction(() =>
      document.querySelector('[data-setup-name="batch"]')?.textContent?.startsWith('16'),
    );
    await page.locator('button[name="setup"]').click();
    await page.waitForSelector('dialog[open]');
    const times = await page.evaluate(async () => {
      const batch = document.querySelector('[name="setup-batch"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      const taken = [];
      for (let run = 0; run < 15; run += 1) {
        const began = performance.now();
        set.call(batch, String(8 + (run % 2) * 24));
        batch.dispatchEvent(new Event('input', { bubbles: true }));
        taken.push(performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      return taken;
    });
    const numbers = await page.locator('[data-calc]').count();
    console.log(
      JSON.stringify({
        bench: 'setup',
        chapter,
        numbers,
        medianMs: Number(median(times).toFixed(1)),
        worstMs: Number(Math.max(...times).toFixed(1)),
        floor: 50,
      }),
    );
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
