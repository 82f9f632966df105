import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBook, openBook } from './harness';

const lab = (page: Page) => page.locator('figure[data-lab="quantize"]');
const metric = async (page: Page, name: string) => {
  const value = await lab(page).locator(`output[data-metric="${name}"]`).first().getAttribute('data-value');
  return value === null ? undefined : Number(value);
};
const waitForState = (page: Page, states: string, seconds: number) =>
  page.waitForSelector(
    states
      .split('|')
      .map((state) => `figure[data-lab="quantize"][data-state="${state}"]`)
      .join(','),
    { timeout: seconds * 1000 },
  );
/** Presses Quantize once the page has taken over its address, and waits until the run has begun. */
const run = async (page: Page) => {
  const asked = new URL(page.url()).searchParams.get('rung');
  if (asked === 'webgpu' || asked === 'wasm') {
    await page.waitForFunction(
      (rung) => document.querySelector<HTMLSelectElement>('select[name="rung"]')?.value === rung,
      asked,
    );
  }
  await lab(page).locator('button[name="run"]').click();
  await waitForState(page, 'loading|running|error', 30);
};
/** Fetch failures are printed by the browser itself; a test that causes one forgives them. */
const unforgiven = (problems: readonly string[]) =>
  problems.filter((line) => !line.includes('Failed to load resource'));

async function expectSaneFigures(page: Page) {
  const whole = (await metric(page, 'original.totalBytes')) ?? 0;
  const small = (await metric(page, 'totalBytes')) ?? 0;
  expect(whole / small).toBeGreaterThan(3);
  expect(await metric(page, 'bitsPerWeight')).toBeCloseTo(4.5, 3);
  const perplexity = (await metric(page, 'perplexity')) ?? 0;
  const original = (await metric(page, 'original.perplexity')) ?? 0;
  expect(original).toBeGreaterThan(1);
  expect(perplexity / original).toBeGreaterThan(0.9);
  expect(perplexity / original).toBeLessThan(1.5);
  const kl = (await metric(page, 'kl')) ?? -1;
  expect(kl).toBeGreaterThan(0);
  expect(kl).toBeLessThan(0.5);
  const agreement = (await metric(page, 'topOneAgreement')) ?? 0;
  expect(agreement).toBeGreaterThan(0.5);
  expect(agreement).toBeLessThanOrEqual(1);
  expect(await metric(page, 'tokensPerSecond')).toBeGreaterThan(0);
}

describe('without a graphics processor', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  test.each(['en', 'zh'] as const)('the WASM rung measures from end to end, %s', async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/quantize/`);
    expect(await lab(page).getAttribute('data-state')).toBe('idle');
    expect(await lab(page).getAttribute('data-rung')).toBe('recorded');
    await run(page);
    await waitForState(page, 'done|error', 150);
    expect(await lab(page).getAttribute('data-state')).toBe('done');
    expect(await lab(page).getAttribute('data-rung')).toBe('wasm');
    await expectSaneFigures(page);
    for (const probe of ['recall', 'induction', 'counting', 'agreement', 'brackets', 'sorting']) {
      const mark = (await metric(page, `probe.${probe}`)) ?? -1;
      expect(mark).toBeGreaterThanOrEqual(0);
      expect(mark).toBeLessThanOrEqual(1);
    }
    const [own, other] = await Promise.all(
      ['original', 'quantized'].map((id) => lab(page).locator(`[data-text="${id}"]`).textContent()),
    );
    expect(own?.length).toBeGreaterThan(60);
    expect(other?.length).toBeGreaterThan(60);
    expect(/[一-鿿]/.test(own ?? '')).toBe(lang === 'zh');
    expect(problems).toEqual([]);
    await close();
  });

  test('cancel stops, keeps the page working, and a new run goes through', async () => {
    const { page, problems, close } = await book.page('/en/quantize/');
    await run(page);
    await lab(page).locator('button[name="cancel"]:enabled').click();
    await waitForState(page, 'done', 60);
    expect(await lab(page).locator('button[name="run"]').isEnabled()).toBe(true);
    await lab(page).locator('select[name="scheme"]').selectOption('affine');
    await run(page);
    await waitForState(page, 'running', 60);
    await page.waitForSelector('[data-activity="quality"]', { timeout: 60_000 });
    await lab(page).locator('button[name="cancel"]').click();
    await waitForState(page, 'done', 60);
    await run(page);
    await waitForState(page, 'done', 90);
    expect(await metric(page, 'bitsPerWeight')).toBeCloseTo(4.625, 3);
    expect(problems).toEqual([]);
    await close();
  });

  test('recorded figures follow the dials, the address follows too, and nothing large is fetched', async () => {
    const { page, problems, close } = await book.page('/en/quantize/');
    const large: string[] = [];
    page.on('request', (request) => {
      if (/\.wasm|safetensors/.test(request.url())) large.push(request.url());
    });
    const before = (await metric(page, 'kl')) ?? 0;
    await lab(page).locator('input[name="bits"]').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => new URL(page.url()).searchParams.get('bits')).toBe('3');
    await expect.poll(() => metric(page, 'kl')).toBeGreaterThan(before);
    expect(await metric(page, 'bitsPerWeight')).toBeCloseTo(3.5, 3);
    await page.reload();
    await expect.poll(() => metric(page, 'bitsPerWeight')).toBeCloseTo(3.5, 3);
    expect(large).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('without WebGPU it says so and goes on with the processor', async () => {
    const { page, problems, close } = await book.page('/en/quantize/?rung=webgpu');
    await run(page);
    await page.waitForSelector('[data-note="stepDown"]', { timeout: 60_000 });
    await waitForState(page, 'done', 150);
    expect(await lab(page).getAttribute('data-rung')).toBe('wasm');
    expect(problems).toEqual([]);
    await close();
  });

  test.each(['en', 'zh'] as const)('nonsense in the address is named and replaced, %s', async (lang) => {
    const { page, problems, close } = await book.page(
      `/${lang}/quantize/?bits=banana&scheme=%3Cscript%3E&groupSize=7&rung=moon&tensor=`,
    );
    const notice = lab(page).locator('[data-notice="replaced"]');
    await notice.waitFor();
    expect(await notice.locator('p').count()).toBeGreaterThanOrEqual(4);
    expect(await metric(page, 'bitsPerWeight')).toBeCloseTo(4.5, 3);
    expect(problems).toEqual([]);
    await close();
  });

  test.each(['en', 'zh'] as const)('a truncated model file is a clear message, %s', async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/quantize/`);
    const whole = readFileSync('public/models/pocket/model.safetensors');
    await page.route('**/pocket/model.safetensors', (route) =>
      route.fulfill({ body: whole.subarray(0, 1_000_000), contentType: 'application/octet-stream' }),
    );
    await run(page);
    const alert = lab(page).locator('[data-error="safetensors.truncated"]');
    await alert.waitFor({ timeout: 60_000 });
    expect(/[一-鿿]/.test((await alert.textContent()) ?? '')).toBe(lang === 'zh');
    expect(await lab(page).getAttribute('data-state')).toBe('error');
    expect(await metric(page, 'bitsPerWeight')).toBeCloseTo(4.5, 3);
    // The page goes on: with the whole file back, the next run succeeds.
    await page.unroute('**/pocket/model.safetensors');
    await run(page);
    await page.waitForSelector('[data-activity="quality"]', { timeout: 90_000 });
    expect(unforgiven(problems)).toEqual([]);
    await close();
  });

  test('a corrupt model file and a missing one are told apart', async () => {
    const { page, problems, close } = await book.page('/en/quantize/');
    await page.route('**/pocket/model.safetensors', (route) =>
      route.fulfill({ body: Buffer.alloc(5000, 0x7b), contentType: 'application/octet-stream' }),
    );
    await run(page);
    await lab(page).locator('[data-error^="safetensors."]').waitFor({ timeout: 60_000 });
    await page.unroute('**/pocket/model.safetensors');
    await page.route('**/pocket/model.safetensors', (route) => route.fulfill({ status: 404, body: '' }));
    await run(page);
    await lab(page).locator('[data-error="fetch.failed"]').waitFor({ timeout: 60_000 });
    expect(await lab(page).locator('[data-error]').textContent()).toContain('404');
    expect(unforgiven(problems)).toEqual([]);
    await close();
  });

  test('leaving the page ends the worker', async () => {
    const { page, close } = await book.page('/en/quantize/');
    await run(page);
    await waitForState(page, 'running', 60);
    expect(page.workers().length).toBe(1);
    await page.goto(`${book.baseUrl}/en/`);
    expect(page.workers().length).toBe(0);
    await close();
  });
});

describe('with a software graphics processor', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook({ gpu: true });
  });
  afterAll(() => book.close());

  test('the WebGPU rung measures within its budget and says how much', { timeout: 400_000 }, async () => {
    const { page, problems, close } = await book.page('/en/quantize/?rung=webgpu');
    await run(page);
    await waitForState(page, 'done|error', 380);
    expect(await lab(page).getAttribute('data-state')).toBe('done');
    expect(await lab(page).getAttribute('data-rung')).toBe('webgpu');
    await expectSaneFigures(page);
    expect(await lab(page).locator('[data-source="webgpu"]').textContent()).toMatch(/\d+ predicted tokens/);
    expect(problems).toEqual([]);
    await close();
  });

  test('a lost device steps down to the processor', { timeout: 400_000 }, async () => {
    const { page, problems, close } = await book.page('/en/quantize/?rung=webgpu');
    const hired = page.waitForEvent('worker');
    await run(page);
    const worker = await hired;
    // The runtime asks for its device some seconds later: by then the worker remembers it for us.
    await worker.evaluate(() => {
      const ask = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        const device = await ask.apply(this, given);
        Object.assign(globalThis, { remembered: device });
        return device;
      };
    });
    await page.waitForSelector('[data-activity="quality"]', { timeout: 200_000 });
    await worker.evaluate(() => (globalThis as unknown as { remembered: GPUDevice }).remembered.destroy());
    await page.waitForSelector('[data-note="lost"]', { timeout: 30_000 });
    await waitForState(page, 'done', 200);
    expect(await lab(page).getAttribute('data-rung')).toBe('wasm');
    await expectSaneFigures(page);
    expect(problems).toEqual([]);
    await close();
  });
});
