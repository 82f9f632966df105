/**
 * From the click on Quantize to the first quality figures and to the end of a quick run, on the built book in
 * Chromium (WASM rung, nothing cached), served locally. Three visits, the median.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { listen, staticHandler } from '../lib/server.mjs';

if (!existsSync('out/en/quantize/index.html')) {
  console.error('There is no built book: npm run build first.');
  process.exit(2);
}
const { server, port } = await listen(staticHandler('out'), { port: 0, host: '127.0.0.1', mayMove: false });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH || undefined,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
const firsts: number[] = [];
const ends: number[] = [];
const longTasks: number[] = [];
for (let visit = 0; visit < 3; visit++) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://127.0.0.1:${port}/en/quantize/`, { waitUntil: 'load' });
  await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
  const start = performance.now();
  await page.click('figure[data-lab="quantize"] button[name="run"]');
  await page.waitForSelector(
    'figure[data-lab="quantize"][data-rung="wasm"] output[data-metric="kl"][data-value]',
    {
      state: 'attached',
      timeout: 60_000,
    },
  );
  firsts.push((performance.now() - start) / 1000);
  await page.waitForSelector('figure[data-lab="quantize"][data-state="done"]', { timeout: 120_000 });
  ends.push((performance.now() - start) / 1000);
  longTasks.push(
    await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest),
  );
  await page.context().close();
}
const print = (name: string, value: number, unit: string, more = {}) =>
  console.log(
    JSON.stringify({
      name,
      value: Number(value.toPrecision(3)),
      unit,
      ...more,
      visits: firsts.length,
      browser: browser.version(),
      machine: cpus()[0]?.model ?? 'unknown',
    }),
  );
print('lab.firstQualitySeconds', median(firsts), 's', { floor: 8 });
print('lab.quickRunSeconds', median(ends), 's');
print('lab.longestMainThreadTask', median(longTasks), 'ms');
await browser.close();
server.closeAllConnections();
server.close();
