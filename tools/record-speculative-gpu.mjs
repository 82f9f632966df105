/**
 * npm run record:speculative-gpu: runs the lab of the built book on Chromium's software WebGPU adapter and writes
 * content/data/recorded/speculative-gpu.json. There every launch is dear and arithmetic is cheap beside it, as on many
 * readers' GPUs: the chapter sets it against the record of one thread. Needs `npm run build` first.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { serve } from './bench/measure-pages.mjs';
import { findChromium } from './lib/chromium.mjs';

const OUT = 'content/data/recorded/speculative-gpu.json';
const GAMMAS = [2, 4, 8];
const NAMES = [
  'acceptance',
  'tokensPerPass',
  'costRatio',
  'checkRatio',
  'speedupPredicted',
  'speedupHere',
  'speedupMeasured',
  'overhead',
  'passes',
  'tokens',
];
/** Where the device was quick enough for more than one go. */
const SPREAD = ['goes'];
const KINDS = ['stories', 'arithmetic', 'json', 'chinese'];

const server = await serve({ root: 'out', coi: true, gzip: true });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
});
try {
  const entries = {};
  for (const gamma of GAMMAS) {
    const page = await browser.newPage();
    await page.goto(`${server.url}/en/embed/speculative-live/?rung=webgpu&liveGamma=${gamma}`);
    await page.locator('button[name="run"]:enabled').click();
    await page.waitForSelector('figure[data-state="running"]', { timeout: 60_000 });
    await page.waitForSelector('figure:is([data-state="done"],[data-state="error"])', { timeout: 600_000 });
    const figure = page.locator('figure[data-lab="speculative-live"]');
    const [state, rung] = [await figure.getAttribute('data-state'), await figure.getAttribute('data-rung')];
    if (state !== 'done' || rung !== 'webgpu') throw new Error(`the lab ended as ${state} on ${rung}`);
    const read = async (metric) =>
      Number(
        Number(
          await figure.locator(`output[data-metric="${metric}"]`).first().getAttribute('data-value'),
        ).toPrecision(4),
      );
    const entry = {};
    for (const name of [...NAMES, 'targetOneSeconds', 'targetCheckSeconds', 'draftOneSeconds'])
      entry[name] = await read(name);
    for (const name of SPREAD) {
      const shown = await figure.locator(`output[data-metric="${name}"][data-value]`).count();
      if (shown > 0) entry[name] = await read(name);
    }
    entry.kinds = {};
    for (const kind of KINDS) entry.kinds[kind] = await read(`${kind}.speedupMeasured`);
    entries[gamma] = entry;
    console.error(`γ ${gamma}: ${JSON.stringify(entry)}`);
    await page.close();
  }
  const record = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, SwiftShader in Chromium ${browser.version()}`,
    entries,
  };
  mkdirSync('content/data/recorded', { recursive: true });
  writeFileSync(OUT, `${JSON.stringify(record)}\n`);
} finally {
  await browser.close();
  await server.close();
}
