import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const out = join(process.cwd(), 'out');
const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /^(en|zh)\/.*index\.html$|^(en|zh)\/index\.html$/.test(path),
);

/** What a page says, shown or read aloud; programs, sources of formulas and files to copy may hold braces. */
function wordsOf(html: string): string[] {
  const text = html
    .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '')
    .replace(/<(pre|code|annotation|textarea)\b[\s\S]*?<\/\1>/g, '');
  const attributes = text.matchAll(/(?:aria-label|aria-valuetext|title|placeholder|alt)="([^"]*)"/g);
  return [...text.matchAll(/>([^<]*)</g), ...attributes].map((match) => match[1]);
}

const unfilled = (html: string) =>
  wordsOf(html).flatMap((text) => text.match(/\{(?:[a-z]+:)?[a-z][\w.-]*\}/gi) ?? []);

describe('what the built pages say', () => {
  test('a name left in braces is seen', () => {
    expect(unfilled('<p>over {calc:scale-out.messages} links</p><code>{a}</code>')).toEqual([
      '{calc:scale-out.messages}',
    ]);
    expect(unfilled('<p aria-label="{n} of 3">1</p>')).toEqual(['{n}']);
  });

  test.each(['en', 'zh'])('%s: every number and word is filled in', (lang) => {
    const of = pages.filter((path) => path.startsWith(`${lang}/`));
    expect(of.length).toBeGreaterThan(40);
    const found = of.flatMap((path) =>
      unfilled(readFileSync(join(out, path), 'utf8')).map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});
