import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COMPILE_HINT, hintFirstScripts } from '../../tools/lib/compile-hints.mjs';

it.each(['', '/book'])('marks the scripts a page starts with, once, and no others, under "%s"', (base) => {
  const out = mkdtempSync(join(tmpdir(), 'hints-'));
  const chunks = join(out, '_next/static/chunks');
  mkdirSync(chunks, { recursive: true });
  for (const name of ['first', 'later', 'old']) writeFileSync(join(chunks, `${name}.js`), `${name}();`);
  const script = (name: string, rest: string) =>
    `<script src="${base}/_next/static/chunks/${name}.js?v=1"${rest}></script>`;
  const page = `<html><script>inline()</script>${script('first', ' async=""')}${script('old', ' noModule=""')}</html>`;
  mkdirSync(join(out, 'en'));
  writeFileSync(join(out, 'en/index.html'), page);
  writeFileSync(join(out, 'index.html'), page);

  expect(hintFirstScripts(out, base)).toEqual(['/_next/static/chunks/first.js']);
  hintFirstScripts(out, base);
  const code = (name: string) => readFileSync(join(chunks, `${name}.js`), 'utf8');
  // V8 reads it on the first line only.
  expect(code('first')).toBe('//# allFunctionsCalledOnLoad\nfirst();');
  expect(COMPILE_HINT.split('\n')).toHaveLength(2);
  expect([code('later'), code('old')]).toEqual(['later();', 'old();']);
  rmSync(out, { recursive: true });
});
