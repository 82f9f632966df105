import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lang } from '@/components/lang';
import { studyMessages } from '@/components/study/messages';
import { printedVariant, readExercises } from '@/content/loader/study';
import type { Exercise } from '@/content/loader/study-schema';
import { answerText } from '@/kernels/practice/variant';
import { lateFaces, type OpenBook, openBook } from './harness';

const editions: readonly [Lang, string][] = [
  ['en', 'paging'],
  ['zh', 'quantize'],
];
const written = (chapter: string) => existsSync(`content/en/${chapter}/exercises.json`);

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book.close());

const card = (page: Page, id: string) => page.locator(`[data-exercise="${id}"]`);
const pick = <K extends Exercise['kind']>(exercises: readonly Exercise[], kind: K) =>
  exercises.find((one) => one.kind === kind) as Extract<Exercise, { kind: K }>;

/** Brings an exercise near, and waits until its form is live. */
async function live(page: Page, id: string) {
  const exercise = card(page, id);
  await exercise.scrollIntoViewIfNeeded();
  await exercise.locator('[data-live]').waitFor();
  return exercise;
}

test.each(editions)(
  '%s/%s: a guess veils its answer until it is committed, and comes back at the end',
  async (lang, chapter) => {
    const { page, problems, close } = await book.page(`/${lang}/${chapter}/`);
    const pending = () => page.evaluate(() => document.documentElement.hasAttribute('data-guess-pending'));
    const height = () =>
      page.locator('form[data-guess]').evaluate((form) => form.getBoundingClientRect().height);
    expect(await pending()).toBe(true);
    for (const masked of await page.locator('[data-answer]').all()) {
      expect(await masked.evaluate((element) => getComputedStyle(element).visibility)).toBe('hidden');
    }
    await lateFaces(page);
    const before = await height();
    const number = page.locator('form[data-guess] input[name="guessNumber"]');
    const top = (await number.getAttribute('max')) ?? '1';
    await number.fill(top);
    await page.locator('form[data-guess] button[name="confirm"]').click();
    expect(await pending()).toBe(false);
    expect(Math.abs((await height()) - before)).toBeLessThan(2);
    await expect.poll(() => page.locator('[data-guess-revisit]').textContent()).toContain(top);
    await page.reload();
    expect(await pending()).toBe(false);
    await expect.poll(() => page.locator('form[data-guess]').getAttribute('data-state')).toBe('committed');
    expect(problems).toEqual([]);
    await close();
  },
);

test('a guess can be skipped, by keyboard alone', async () => {
  const { page, close } = await book.page('/en/paging/');
  await page.locator('form[data-guess] input[name="guess"]').focus();
  for (const _ of ['number', 'commit', 'skip']) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.documentElement.hasAttribute('data-guess-pending'))).toBe(false);
  expect(await page.locator('form[data-guess]').getAttribute('data-state')).toBe('skipped');
  await close();
});

test.each(editions)(
  '%s/%s: exercises are graded, with reasons, and the results are kept',
  async (lang, chapter) => {
    if (!written(chapter)) return;
    const { page, problems, close } = await book.page(`/${lang}/${chapter}/`);
    const exercises = readExercises(lang, chapter);
    const words = studyMessages[lang];

    const numeric = exercises.find((one) => one.kind === 'numeric' && one.generator) as Exercise;
    const printed = (await printedVariant(numeric))!;
    const sum = await live(page, numeric.id);
    await sum.locator('input[name="answer"]').fill('zwölf');
    await sum.locator('button[name="check"]').click();
    await expect.poll(() => sum.locator('[data-feedback]').getAttribute('data-feedback')).toBe('notNumber');
    await sum.locator('input[name="answer"]').fill(answerText(printed.answer, printed.unit, lang));
    await page.keyboard.press('Enter');
    await expect.poll(() => sum.locator('[data-feedback]').textContent()).toContain(words.feedback.correct);
    const prompt = () => sum.locator('[data-prompt]').textContent();
    const text = await prompt();
    // Two draws may be alike; five are not.
    for (let turn = 0; turn < 5 && (await prompt()) === text; turn += 1) {
      await sum.locator('button[name="variant"]').click();
      await page.waitForTimeout(100);
    }
    expect(await prompt()).not.toBe(text);
    await sum.locator('button[name="printed"]').click();
    await expect.poll(prompt).toBe(text);

    const one = pick(exercises, 'choice');
    const choice = await live(page, one.id);
    const wrong = one.choices.find((option) => !option.correct)!;
    await choice.locator(`input[value="${wrong.id}"]`).check();
    await choice.locator('button[name="check"]').click();
    await expect.poll(() => choice.locator('[data-feedback]').getAttribute('data-feedback')).toBe('wrong');
    await choice.locator('button[name="hint"]').click();
    expect(await choice.locator('details[data-hint][open]').count()).toBe(1);
    await choice.locator(`input[value="${one.choices.find((option) => option.correct)!.id}"]`).check();
    await choice.locator('button[name="check"]').click();
    await expect.poll(() => choice.locator('[data-solved]').count()).toBe(1);

    const fault = pick(exercises, 'bug');
    const bug = await live(page, fault.id);
    await bug.locator(`input[value="${fault.correctLine}"]`).check();
    await bug.locator('button[name="check"]').click();
    await expect.poll(() => bug.locator('[data-solved]').count()).toBe(1);

    await page.reload();
    const solved = page.locator('[data-exercises] > [data-solved]');
    await expect.poll(() => solved.getAttribute('data-solved')).toBe('3');
    expect(problems).toEqual([]);
    await close();
  },
);

test('an operate exercise is done when the figure shows what it asks for', async () => {
  if (!written('paging')) return;
  const { page, close } = await book.page('/en/paging/');
  const { id, goal } = pick(readExercises('en', 'paging'), 'operate');
  const exercise = await live(page, id);
  const done = () => exercise.locator('[data-solved]').count();
  expect(await done()).toBe(0);
  // The exercise reads the figure's outputs and controls; here they are set by hand, all at once, and again should the
  // figure draw itself in between.
  const set = () =>
    page.evaluate(({ root, id: figureId, conditions }) => {
      const figure = document.querySelector(`[data-${root}="${figureId}"]`)!;
      const shift = { '>=': 0, '<=': 0, '=': 0, '<': -1, '>': 1 };
      for (const { metric, param, op, value } of conditions) {
        if (metric) {
          const output = figure.querySelector<HTMLElement>(`output[data-metric="${metric}"]`);
          if (!output) throw new Error(`the figure has no output ${metric}`);
          output.dataset.value = String(Number(value) + shift[op]);
        } else {
          const control = figure.querySelector<HTMLInputElement>(`[name="${param}"]`);
          if (!control) throw new Error(`the figure has no control ${param}`);
          control.value = String(value);
        }
      }
    }, goal);
  await expect
    .poll(async () => {
      await set();
      return done();
    })
    .toBe(1);
  await close();
});

test('without JavaScript nothing is veiled, and exercises read as on paper', async () => {
  const { page, close } = await book.page('/en/paging/', { javaScriptEnabled: false });
  expect(await page.locator('html[data-guess-pending]').count()).toBe(0);
  expect(await page.locator('form[data-guess] button[name="confirm"]').isVisible()).toBe(false);
  if (written('paging')) {
    const exercises = readExercises('en', 'paging');
    expect(await page.locator('[data-exercise]').count()).toBe(exercises.length);
    const summary = page.locator('[data-exercise] details[data-solution] summary').first();
    await summary.click();
    expect(await page.locator('[data-exercise] details[data-solution][open]').count()).toBe(1);
    const visible = await page.locator('[data-exercises]').evaluate((element) => {
      return element.textContent;
    });
    expect(visible).not.toMatch(/\{[a-z]\w*\}/i);
  }
  await close();
});

const storages: readonly [string, 'blocked' | 'full', string][] = [
  [
    'blocked',
    'blocked',
    `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`,
  ],
  [
    'full',
    'full',
    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  ],
];

test.each(storages)(
  'storage %s: said once, in the page’s language, and the page goes on working',
  async (_, kind, init) => {
    for (const lang of ['en', 'zh'] as const) {
      const { page, problems, close } = await book.page(`/${lang}/paging/`, { init });
      await page.locator('form[data-guess] button[name="confirm"]').click();
      const notice = page.locator('[data-storage-trouble] p');
      await expect.poll(() => notice.textContent()).toContain(studyMessages[lang].storage[kind].slice(0, 20));
      await notice.locator('button').click();
      expect(await notice.count()).toBe(0);
      expect(await page.locator('form[data-guess]').getAttribute('data-state')).toBe('committed');
      await expect
        .poll(() => page.locator('[data-guess-revisit]').textContent())
        .toContain(await page.locator('form[data-guess] input[name="guessNumber"]').inputValue());
      expect(problems).toEqual([]);
      await close();
    }
  },
);

test('progress goes out as a file and comes back in another browser; a bad file is refused in words', async () => {
  const first = await book.page('/en/paging/');
  await first.page.locator('form[data-guess] button[name="confirm"]').click();
  await first.page.goto(`${book.baseUrl}/en/practice/`);
  const [download] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.locator('[data-progress-file] button[name="save"]').click(),
  ]);
  const file = await download.path();
  const second = await book.page('/zh/practice/');
  const input = second.page.locator('[data-progress-file] input[type="file"]');
  const said = () => second.page.locator('[data-progress-file] [role="status"]').textContent();
  await input.setInputFiles({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"half":'),
  });
  await expect.poll(said).toBe(studyMessages.zh.file.troubles.notJson);
  await input.setInputFiles(file);
  await expect.poll(said).toContain('1');
  await second.page.goto(`${book.baseUrl}/zh/paging/`);
  await expect
    .poll(() => second.page.locator('form[data-guess]').getAttribute('data-state'))
    .toBe('committed');
  expect([...first.problems, ...second.problems]).toEqual([]);
  await Promise.all([first.close(), second.close()]);
});

test('everything stored can be deleted, on the second press only', async () => {
  const { page, problems, close } = await book.page('/en/paging/');
  await page.locator('form[data-guess] button[name="confirm"]').click();
  await page.goto(`${book.baseUrl}/en/practice/`);
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('tct:')).length);
  expect(await kept()).toBeGreaterThan(0);
  const file = page.locator('[data-progress-file]');
  await file.locator('button[name="forget"]').click();
  await file.locator('button[name="cancel"]').click();
  expect(await kept()).toBeGreaterThan(0);
  await file.locator('button[name="forget"]').click();
  await file.locator('button[name="confirm"]').click();
  expect(await kept()).toBe(0);
  expect(await file.locator('[role="status"]').textContent()).toBe(studyMessages.en.file.forgotten);
  await page.goto(`${book.baseUrl}/en/paging/`);
  await expect.poll(() => page.locator('form[data-guess]').getAttribute('data-state')).toBe('pending');
  expect(problems).toEqual([]);
  await close();
});
