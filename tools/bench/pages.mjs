// Chapter pages as a reader on a slow line meets them: LCP, blocking, shift, weight of script, first working click on
// the simulator; and the worst interaction while it plays with the CPU four times slower. Medians of three.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, median, openPage, PROFILES, runProbe, serve } from './measure-pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'out');
const print = (figure) => console.log(JSON.stringify({ bench: 'pages', ...figure }));

const measured = spawnSync(
  process.execPath,
  [
    join(root, 'tools/bench/measure-pages.mjs'),
    'measure',
    '--site',
    'book',
    '--root',
    out,
    '--coi',
    '--paths',
    '/en/paging/,/zh/paging/,/en/quantize/,/zh/quantize/,/en/',
    '--profiles',
    'slow-gz',
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 1e8 },
);
for (const line of measured.stdout.trim().split('\n').filter(Boolean)) {
  const row = JSON.parse(line);
  print({
    page: row.path,
    profile: row.profile,
    lcpMs: Math.round(row.lcp),
    blockingMs: Math.round(row.tbt),
    shift: Number(row.cls.toFixed(4)),
    scriptGzipBytes: row.js,
    lcpElement: row.lcpEl,
    errors: row.errors,
  });
}

/** Milliseconds from navigation until a click on Step changes the figure. */
async function firstWorkingClick(browser, url) {
  const { context, page } = await openPage(browser, PROFILES['slow-gz']);
  try {
    const started = Date.now();
    await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
    const metric = '[data-simulator="paging"] output[data-metric="nowSeconds"]';
    const step = '[data-simulator="paging"] button[name="step"]';
    await page.waitForSelector(step, { timeout: 60_000 });
    const before = await page.getAttribute(metric, 'data-value');
    for (;;) {
      await page.evaluate((selector) => document.querySelector(selector)?.click(), step);
      if ((await page.getAttribute(metric, 'data-value')) !== before) return Date.now() - started;
      await page.waitForTimeout(15);
      if (Date.now() - started > 60_000) throw new Error('the simulator never answered');
    }
  } finally {
    await context.close();
  }
}

const server = await serve({ root: out, coi: true, gzip: true });
const browser = await launch();
try {
  const clicks = [];
  for (let run = 0; run < 3; run += 1)
    clicks.push(await firstWorkingClick(browser, `${server.url}/en/paging/`));
  print({ page: '/en/paging/', profile: 'slow-gz', firstWorkingClickMs: median(clicks), runs: clicks });
  const worst = [];
  for (let run = 0; run < 3; run += 1) {
    const probe = await runProbe(browser, `${server.url}/en/paging/`, {
      profile: 'slow',
      scope: '[data-simulator="paging"]',
      setup: [{ do: 'click', sel: '[data-simulator="paging"] button[name="play"]' }],
      actions: [
        { do: 'click', sel: '[data-simulator="paging"] button[name="step"]' },
        { do: 'press', sel: '[data-simulator="paging"] input[type="range"]', key: 'ArrowRight' },
        { do: 'click', sel: '[data-simulator="paging"] button[name="play"]' },
        { do: 'click', sel: '[data-simulator="paging"] button[name="play"]' },
      ],
      repeat: 4,
    });
    worst.push(probe.worst?.dur ?? 0);
  }
  print({ page: '/en/paging/', profile: 'cpu-4x', worstInteractionMs: median(worst), runs: worst });
} finally {
  await browser.close();
  await server.close();
}
