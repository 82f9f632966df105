import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findChromium } from '../../tools/lib/chromium.mjs';
import { listen, staticHandler } from '../../tools/lib/server.mjs';

/**
 * What this Chromium need not do beside our pages. For each window it draws two pages of its own address bar, which
 * cost as much time as ours; the rest is what the test library turns off, whose list ours takes the place of.
 */
const unused = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
const quiet = [
  `--disable-features=${unused.join(',')}`,
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
const softwareGpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

export interface OpenPage {
  readonly page: Page;
  /** What a reader must never meet: console errors, uncaught errors, requests to another host. */
  readonly problems: string[];
  close(): Promise<void>;
}

export interface OpenBook {
  readonly browser: Browser;
  readonly baseUrl: string;
  page(path: string, options?: BrowserContextOptions & { init?: string }): Promise<OpenPage>;
  close(): Promise<void>;
}

/**
 * The built book in a real Chromium, served with the headers readers get. `gpu: true` turns on the software WebGPU
 * adapter. Pages watch themselves: assert `problems` is empty at the end of a test.
 */
export async function openBook(options: { gpu?: boolean } = {}): Promise<OpenBook> {
  const served = (await listen(staticHandler(join(process.cwd(), 'out')), {
    port: 0,
    host: '127.0.0.1',
    mayMove: false,
  })) as { server: Server; port: number };
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH || findChromium(),
    args: options.gpu ? [...quiet, ...softwareGpu] : quiet,
  });
  const baseUrl = `http://127.0.0.1:${served.port}`;
  return {
    browser,
    baseUrl,
    async page(path, pageOptions = {}) {
      const { init, ...contextOptions } = pageOptions;
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.origin !== baseUrl) problems.push(`foreign: ${url.href}`);
      });
      if (init) await page.addInitScript(init);
      await page.goto(baseUrl + path, { waitUntil: 'load' });
      if (contextOptions.javaScriptEnabled !== false) await comeAlive(page);
      return { page, problems, close: () => context.close() };
    },
    async close() {
      await browser.close();
      served.server.closeAllConnections();
      await new Promise((resolve) => served.server.close(resolve));
    },
  };
}

/** Waits until keys and clicks are heard: React has marked the page's elements as its own, and its effects have run. */
export async function comeAlive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main, a, button')].some((node) =>
      Object.keys(node).some((key) => key.startsWith('__reactProps')),
    ),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

/** Waits until a page has come to what is asked, by default fifteen seconds at most. */
export async function settled(check: () => Promise<boolean>, timeout = 15_000): Promise<void> {
  await expect.poll(check, { timeout, interval: 50 }).toBe(true);
}

/** Waits for the faces that came too late for the first drawing: they set the text anew, which is no figure's doing. */
export async function lateFaces(page: Page): Promise<void> {
  await page.waitForSelector('html[data-late-faces]');
  // They are asked for when the page is drawn next.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await settled(() => page.evaluate(() => document.fonts.ready.then((fonts) => fonts.status === 'loaded')));
}

/** Waits until a page has all it asks for by itself: figures near the screen have woken, and the late faces are there. */
export async function complete(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await lateFaces(page);
}

/** A figure's number as the page holds it, unrounded. */
export async function metric(page: Page, figure: string, name: string): Promise<number> {
  const output = page.locator(`[data-simulator="${figure}"] output[data-metric="${name}"]`);
  return Number(await output.getAttribute('data-value'));
}

/** The same for a file about one figure. */
export const metricsOf = (figure: string) => (page: Page, name: string) => metric(page, figure, name);

/** Presses Tab until the control has the focus: it must be reachable without a pointer. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached with the Tab key`);
}
