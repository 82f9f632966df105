import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import outline from '../../content/outline.json';

const out = join(process.cwd(), 'out');
/** Bytes of script, compressed, that a chapter may ask for before a reader does anything. */
const MOST_BYTES = 180_000;

/** Scripts a page names; what only browsers without modules fetch is not one of them. */
function scriptsOf(html: string): string[] {
  const tags = Array.from(html.matchAll(/<script([^>]*)src="\/?([^"?]+)[^"]*"([^>]*)>/g));
  return [...new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, , path]) => path))];
}

describe('what a chapter weighs', () => {
  const written = outline.chapters.filter((chapter) => chapter.written).map(({ id }) => id);

  test.each(written.flatMap((id) => [`en/${id}`, `zh/${id}`]))('%s: script within its limit', (page) => {
    const scripts = scriptsOf(readFileSync(join(out, page, 'index.html'), 'utf8'));
    expect(scripts.length).toBeGreaterThan(2);
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });
});
