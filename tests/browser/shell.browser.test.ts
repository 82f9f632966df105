import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complete, type OpenBook, openBook } from './harness';
import { seriousFindings } from './serious-findings';

const langs = ['en', 'zh'] as const;

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book.close());

describe.each(langs)('the other pages in %s', (lang) => {
  test.each([
    '',
    'contents/',
    'glossary/',
    'references/',
    'about/',
    'practice/',
    'teach/',
    'embed/paging/',
    'embed/quantize/',
  ])('/%s has no serious finding and no error', async (path) => {
    const { page, problems, close } = await book.page(`/${lang}/${path}`);
    await complete(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(problems).toEqual([]);
    await close();
  });

  test('every link of the book leads somewhere', async () => {
    const { page, close } = await book.page(`/${lang}/contents/`);
    const seen = new Map<string, string>();
    for (const start of [
      '',
      'contents/',
      'quantize/',
      'paging/',
      'practice/',
      'teach/',
      'glossary/',
      'about/',
    ]) {
      await page.goto(`${book.baseUrl}/${lang}/${start}`);
      const links = await page.$$eval('a[href]', (nodes) =>
        nodes.map((node) => (node as HTMLAnchorElement).href),
      );
      for (const link of links) if (link.startsWith(book.baseUrl)) seen.set(link, start);
    }
    expect(seen.size).toBeGreaterThan(30);
    const broken: string[] = [];
    const texts = new Map<string, string>();
    for (const [link, from] of seen) {
      const [address, hash] = link.split('#');
      if (!texts.has(address)) {
        const answer = await page.request.get(address);
        texts.set(address, answer.ok() ? await answer.text() : '');
      }
      const html = texts.get(address) ?? '';
      if (!html) broken.push(`${link} from ${from}`);
      else if (hash && !html.includes(`id="${decodeURIComponent(hash)}"`))
        broken.push(`${link} from ${from}`);
    }
    expect(broken).toEqual([]);
    await close();
  });
});

test('the root chooses the language and remembers it', async () => {
  const { page, problems, close } = await book.page('/');
  expect(page.url()).toBe(`${book.baseUrl}/`);
  await page.click('a[data-lang="zh"]');
  await page.waitForURL('**/zh/');
  await page.goto(`${book.baseUrl}/`);
  await page.waitForURL('**/zh/');
  await page.goto(`${book.baseUrl}/?choose`);
  expect(await page.locator('a[data-lang]').count()).toBe(2);
  expect(problems).toEqual([]);
  await close();
});

test('the language switch stays on the same heading', async () => {
  const { page, close } = await book.page('/en/paging/');
  const id = await page.locator('main h2[id]').nth(1).getAttribute('id');
  await page.evaluate((heading) => {
    document.documentElement.style.scrollBehavior = 'auto';
    document.getElementById(heading ?? '')?.scrollIntoView();
  }, id);
  // With the mouse, where the link stands: a locator's click would scroll the page first.
  const box = await page.locator('[data-other-language]').boundingBox();
  await page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
  await page.waitForURL(`**/zh/paging/#${id}`);
  const top = await page.locator(`#${id}`).evaluate((node) => node.getBoundingClientRect().top);
  expect(Math.abs(top)).toBeLessThan(200);
  await close();
});

test('theme, text size and reading position are kept', async () => {
  const { page, problems, close } = await book.page('/en/paging/');
  await page.click('summary:has-text("Aa")');
  await page.check('input[name="theme"][value="forest"]');
  await page.check('input[name="text-size"][value="large"]');
  await page.keyboard.press('Escape');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await page.waitForTimeout(2300);
  await page.goto(`${book.baseUrl}/en/`);
  expect(await page.getAttribute('html', 'data-theme')).toBe('forest');
  expect(await page.getAttribute('html', 'data-text-size')).toBe('large');
  await page.waitForSelector('a:has-text("Continue:")');
  expect(await page.getAttribute('a:has-text("Continue:")', 'href')).toMatch(/\/en\/paging\/#/);
  expect(problems).toEqual([]);
  await close();
});

test('follows the system when no theme is chosen', async () => {
  const dark = await book.page('/en/', { colorScheme: 'dark' });
  const paper = await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await dark.close();
  const light = await book.page('/en/', { colorScheme: 'light' });
  expect(await light.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(paper);
  await light.close();
});

test('? opens the keyboard help, keys move, and they can be turned off', async () => {
  const { page, problems, close } = await book.page('/en/paging/');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await page.uncheck('dialog input[type="checkbox"]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.waitForTimeout(200);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.keyboard.press('?');
  await page.check('dialog input[type="checkbox"]');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    document.documentElement.style.scrollBehavior = 'auto';
  });
  await page.keyboard.press('j');
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await page.keyboard.press('c');
  await page.waitForURL('**/en/contents/');
  expect(problems).toEqual([]);
  await close();
});

test('a number opens its formula without a script', async () => {
  const { page, close } = await book.page('/en/paging/', { javaScriptEnabled: false });
  const number = page.locator('button[data-calc]').first();
  const target = await number.getAttribute('popovertarget');
  await number.click();
  expect(await page.locator(`#${target} .katex`).first().isVisible()).toBe(true);
  await close();
});

test('blocked storage is said once, in the page’s language, and the page works', async () => {
  const { page, problems, close } = await book.page('/zh/paging/', {
    init: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
  });
  await page.click('summary:has-text("Aa")');
  await page.check('input[name="theme"][value="sepia"]');
  expect(await page.getAttribute('html', 'data-theme')).toBe('sepia');
  expect(
    await page
      .locator('[role="status"], [role="alert"]')
      .filter({ hasText: /浏览器|存储/ })
      .count(),
  ).toBeGreaterThan(0);
  expect(problems).toEqual([]);
  await close();
});

test('an address that does not exist answers in both languages', async () => {
  const { page, close } = await book.page('/en/no-such-page/');
  const text = (await page.textContent('main')) ?? '';
  expect(text).toContain('There is no such page');
  expect(text).toContain('没有这一页');
  await close();
});

test('headers: isolation, no eval, wasm type, hashed scripts only', async () => {
  const { page, close } = await book.page('/en/');
  const answer = await page.request.get(`${book.baseUrl}/en/`);
  expect(answer.headers()['cross-origin-opener-policy']).toBe('same-origin');
  expect(answer.headers()['cross-origin-embedder-policy']).toBe('require-corp');
  expect(answer.headers()['content-security-policy']).not.toContain("'unsafe-eval'");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const injected = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    document.head.append(script);
    return 'planted' in window;
  });
  expect(injected).toBe(false);
  const wasm = await page.request.get(`${book.baseUrl}/ort/ort-wasm-simd-threaded.wasm`);
  expect(wasm.headers()['content-type']).toBe('application/wasm');
  await close();
});
