import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const out = join(process.cwd(), 'out');
const pages = ['en', 'zh'].flatMap((lang) =>
  [lang, `${lang}/embed`].flatMap((folder) =>
    readdirSync(join(out, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'embed')
      .map(({ name }) => `${folder}/${name}/index.html`),
  ),
);

/** Modules of which the page shows classes, by the hash that the bundler puts before each name. */
function modulesShown(html: string): Set<string> {
  const classes = Array.from(html.matchAll(/ class="([^"]*)"/g), ([, names]) => names.split(/\s+/)).flat();
  return new Set(classes.flatMap((name) => /^(_?[\w-]{6})_[a-zA-Z]/.exec(name)?.[1] ?? []));
}

describe('every part of a page has its looks before any script', () => {
  test.each(pages)('%s', (page) => {
    const html = readFileSync(join(out, page), 'utf8');
    const inlined = Array.from(html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g), ([, css]) => css).join('');
    const shown = modulesShown(html.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, ''));
    expect(shown.size).toBeGreaterThan(0);
    expect([...shown].filter((module) => !inlined.includes(`.${module}_`))).toEqual([]);
  });
});
