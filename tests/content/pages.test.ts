import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calcResult } from '@/content/loader/calc';
import { loadCalcNotes, loadPage } from '@/content/loader/chapter';
import { citedIn } from '@/content/loader/citations';
import {
  claimById,
  loadClaims,
  loadGlossary,
  loadReferences,
  referenceById,
  termById,
} from '@/content/loader/data';
import { lintProse, skeletonOf } from '@/content/loader/lint';
import { loadOutline, writtenChapters } from '@/content/loader/outline';
import { countWords } from '@/content/loader/words';

const source = (lang: string, id: string) => readFileSync(join('content', lang, id, 'index.mdx'), 'utf8');
const chapters = writtenChapters().map((chapter) => chapter.id);
const pages = [...chapters, 'about'];

test('the outline has all 23 chapters, numbered in order', () => {
  expect(loadOutline().chapters.map((chapter) => chapter.number)).toEqual(
    Array.from({ length: 23 }, (_, at) => at + 1),
  );
  expect(chapters).toEqual(expect.arrayContaining(['quantize', 'paging']));
});

test('both languages have the same files', () => {
  const files = (lang: string) =>
    readdirSync(join('content', lang), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).replace(`content/${lang}/`, ''))
      .sort();
  expect(files('zh')).toEqual(files('en'));
});

describe.each(pages)('%s', (id) => {
  test('has the same skeleton in both languages', () => {
    expect(skeletonOf(source('zh', id))).toEqual(skeletonOf(source('en', id)));
  });

  test.each(['en', 'zh'] as const)('%s compiles, with prose that needs no mark', async (lang) => {
    const page = await loadPage(lang, id);
    expect(page.title.length).toBeGreaterThan(1);
    expect(lintProse(source(lang, id), lang)).toEqual([]);
  });

  test('every tag finds what it names', () => {
    const skeleton = skeletonOf(source('en', id));
    for (const tag of skeleton.tags) {
      const name = tag.split(' ')[0];
      const target = / id=(\S+)/.exec(tag)?.[1] ?? '';
      if (name === 'Calc') expect(Number.isFinite(calcResult(target).value), target).toBe(true);
      if (name === 'Cite') expect(referenceById(target).id).toBe(target);
      if (name === 'Claim') expect(claimById(target).id).toBe(target);
      if (name === 'Term') expect(termById(target).id).toBe(target);
    }
  });
});

describe.each(chapters)('chapter %s', (id) => {
  test('is as long as a chapter should be', () => {
    const words = countWords(source('en', id), 'en');
    expect(words).toBeGreaterThanOrEqual(1200);
    expect(words).toBeLessThanOrEqual(2800);
  });

  test('stands on the skeleton', () => {
    const { tags, headings } = skeletonOf(source('en', id));
    const names = tags.map((tag) => tag.split(' ')[0]);
    for (const needed of [
      'Guess',
      'GuessRevisit',
      'Recap',
      'Exercises',
      'Interview',
      'References',
      'Step',
      'Do',
    ]) {
      expect(names, needed).toContain(needed);
    }
    // Three corrected claims, or all there are of the chapter's subject.
    const own = loadClaims().filter((claim) => claim.chapter === id).length;
    expect(names.filter((name) => name === 'Claim').length).toBeGreaterThanOrEqual(Math.min(3, own));
    expect(names.indexOf('Guess')).toBeLessThan(
      names.findIndex((name) => name === 'Simulator' || name === 'Lab'),
    );
    expect(headings).toEqual(expect.arrayContaining(['exercises', 'interview']));
  });

  test('describes every number it computes, in both languages', () => {
    const used = skeletonOf(source('en', id)).tags.filter((tag) => tag.startsWith('Calc '));
    for (const lang of ['en', 'zh'] as const) {
      const notes = loadCalcNotes(lang, id);
      for (const tag of used) {
        const calc = / id=(\S+)/.exec(tag)![1];
        expect(notes[calc], `${lang} ${calc}`).toBeTruthy();
      }
    }
  });

  test('cites at least five sources, each with what it supports', () => {
    expect(citedIn('en', id).length).toBeGreaterThanOrEqual(5);
  });
});

test('claims, references and terms are complete in both languages and name real chapters', () => {
  const ids = new Set(loadOutline().chapters.map((chapter) => chapter.id));
  expect(loadClaims().length).toBeGreaterThanOrEqual(8);
  expect(loadReferences().length).toBeGreaterThanOrEqual(8);
  for (const claim of loadClaims()) expect(ids.has(claim.chapter), claim.id).toBe(true);
  for (const term of loadGlossary()) if (term.chapter) expect(ids.has(term.chapter), term.id).toBe(true);
});
