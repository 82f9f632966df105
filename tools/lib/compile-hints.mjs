import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlFiles } from './pages.mjs';

/**
 * V8 (Chrome 136 and later) compiles a file that begins so while it loads, in a thread of its own; otherwise it
 * compiles each function on its first call, which holds the page up at the very moment it comes alive. To every other
 * engine it is a comment. https://v8.dev/blog/explicit-compile-hints
 */
export const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n';

/**
 * Marks the scripts that pages start with. What a page asks for later (labs, their runtime) stays as it is: most of
 * its functions wait for a reader who may not come.
 * @param out folder of the export · @param base prefix the book was built for · @returns paths of the files marked
 */
export function hintFirstScripts(out, base) {
  const first = new Set();
  for (const file of htmlFiles(out))
    for (const [, src, rest] of readFileSync(file, 'utf8').matchAll(/<script src="([^"?]+)[^"]*"([^>]*)>/g))
      if (!/nomodule/i.test(rest) && src.startsWith(`${base}/_next/`)) first.add(src.slice(base.length));
  for (const path of first) {
    const file = join(out, path);
    const code = readFileSync(file, 'utf8');
    if (!code.startsWith(COMPILE_HINT)) writeFileSync(file, COMPILE_HINT + code);
  }
  return [...first].sort();
}
