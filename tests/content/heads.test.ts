/** The same section has the same head in every chapter: a reader finds it again, and so does who searches the page. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const COMMON = [
  'where-it-breaks',
  'sources-disagree',
  'guess-again',
  'recap',
  'exercises',
  'interview',
  'references',
];
/** Two chapters walk through something else than an idea, and say so. */
const OWN_STEPS = ['bill', 'errata'];

describe.each(['en', 'zh'])('heads of the chapters, %s', (lang) => {
  const chapters = readdirSync(`content/${lang}`);
  const headsOf = (chapter: string) =>
    new Map(
      [
        ...readFileSync(`content/${lang}/${chapter}/index.mdx`, 'utf8').matchAll(/^## (.+) \[#([\w-]+)\]$/gm),
      ].map(([, head, id]) => [id, head]),
    );

  it.each(['steps', ...COMMON])('%s', (id) => {
    const found = chapters.flatMap((chapter) => {
      const head = headsOf(chapter).get(id);
      return head === undefined || (id === 'steps' && OWN_STEPS.includes(chapter)) ? [] : [head];
    });
    expect(found.length).toBeGreaterThan(10);
    expect([...new Set(found)]).toEqual([found[0]]);
  });
});
