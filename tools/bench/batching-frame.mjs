// Script time per frame of the batching simulator with a thousand requests, in the built book: while a promise is
// dragged, while a dial is dragged that starts a new run with every move, and while it plays.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frameFigures, scriptPerFrame, trace } from './frame-trace.mjs';
import { launch, openPage, PROFILES, serve } from './measure-pages.mjs';

const SECONDS = 6;

/** Drags the thumb of a range to and fro with the mouse. */
async function drag(page, range) {
  await range.scrollIntoViewIfNeeded();
  const box = await range.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  const end = Date.now() + SECONDS * 1000;
  for (let at = 0; Date.now() < end; at++) {
    const share = 0.4 + 0.3 * Math.sin(at / 12);
    await page.mouse.move(box.x + box.width * share, y);
    await page.waitForTimeout(8);
  }
  await page.mouse.up();
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = await serve({ root: join(root, 'out'), coi: true });
const browser = await launch();
const scenes = {
  promise: (page, figure) => drag(page, figure.locator('input[name="ttftSloSeconds"]')),
  arrivals: (page, figure) => drag(page, figure.locator('input[name="arrivalsPerSecond"]')),
  playing: async (page, figure) => {
    await figure.locator('button[name="reset"]').click();
    await figure.locator('button[name="play"]').click();
    await page.waitForTimeout(SECONDS * 1000);
  },
};
try {
  for (const show of ['vllm-v0', 'all']) {
    for (const [name, scene] of Object.entries(scenes)) {
      const { context, page } = await openPage(browser, PROFILES.none);
      await page.goto(`${server.url}/en/embed/batching/?preset=thousand&show=${show}`, { waitUntil: 'load' });
      const figure = page.locator('[data-simulator="batching"]');
      await figure.and(page.locator('[data-state="done"]')).waitFor({ timeout: 60_000 });
      // Frames are told apart by their callbacks; while something is dragged the figure itself asks for few.
      await page.evaluate(() => {
        const tick = () => requestAnimationFrame(tick);
        tick();
      });
      const events = await trace(page, () => scene(page, figure));
      const figures = frameFigures(scriptPerFrame(events));
      console.log(JSON.stringify({ bench: 'batching-frame', requests: 1000, scene: name, show, ...figures }));
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
