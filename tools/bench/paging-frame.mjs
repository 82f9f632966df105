// Script time per frame of the paging simulator with a thousand requests, playing, in the built book. From a trace of
// the browser: everything that runs script on the page's main thread, between one animation frame and the next.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frameFigures, scriptPerFrame, trace } from './frame-trace.mjs';
import { launch, openPage, PROFILES, serve } from './measure-pages.mjs';

const SECONDS = 8;
const SPEEDS = [4, 16];
/** With and without the engine's own cache below the lanes. */
const RUNS = [false, true].flatMap((inside) => SPEEDS.map((speed) => ({ speed, inside })));
const root = fileURLToPath(new URL('../..', import.meta.url));
const server = await serve({ root: join(root, 'out'), coi: true });
const browser = await launch();
try {
  for (const { speed, inside } of RUNS) {
    const { context, page } = await openPage(browser, PROFILES.none);
    await page.goto(`${server.url}/en/embed/paging/?preset=thousand${inside ? '&inside=open' : ''}`, {
      waitUntil: 'load',
    });
    const figure = page.locator('[data-simulator="paging"]');
    if (inside) await page.locator('[data-inside="ready"]').waitFor();
    await figure.locator('select[name="speed"]').selectOption(String(speed));
    await figure.locator('button[name="play"]').click();
    await page.waitForTimeout(1000);
    const events = await trace(page, () => page.waitForTimeout(SECONDS * 1000));
    const frames = scriptPerFrame(events);
    const seconds = Number(
      await figure.locator('output[data-metric="nowSeconds"]').getAttribute('data-value'),
    );
    console.log(
      JSON.stringify({
        bench: 'paging-frame',
        requests: 1000,
        speed,
        inside,
        ...frameFigures(frames),
        reachedSeconds: seconds,
      }),
    );
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
