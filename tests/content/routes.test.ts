import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { figuresIn } from '@/content/loader/chapter';
import { loadOutline, writtenChapters } from '@/content/loader/outline';

const route = (path: string) => `app/[lang]/${path}/page.tsx`;

describe('routes', () => {
  test('every written chapter has its route, and every chapter’s route its chapter', () => {
    for (const { id, written } of loadOutline().chapters)
      expect([id, existsSync(route(id))]).toEqual([id, written]);
  });

  test.each(writtenChapters().map(({ id }) => id))(
    '%s: its route brings the figures of both editions',
    (id) => {
      const source = readFileSync(route(id), 'utf8');
      expect(source).toContain(`chapterRoute('${id}'`);
      expect(figuresIn('zh', id)).toEqual(figuresIn('en', id));
      for (const figure of figuresIn('en', id)) expect(source).toMatch(new RegExp(`['" ]${figure}['"]?:`));
    },
  );

  test('every figure of a chapter can be embedded, and nothing else', () => {
    const figures = writtenChapters().flatMap(({ id }) => figuresIn('en', id));
    expect(readdirSync('app/[lang]/embed').sort()).toEqual([...new Set(figures)].sort());
  });
});
