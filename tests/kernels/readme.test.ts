import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import * as kernels from '../../kernels/index';

const folder = fileURLToPath(new URL('../../kernels', import.meta.url));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

it('the README of the kernels names every export, and nothing else', () => {
  const rooms = readme.slice(readme.indexOf('## What there is'), readme.indexOf('Ids of models'));
  const listed = rooms.split('\n').flatMap((line) => [...(line.split('|')[2] ?? line).matchAll(/`(\w+)`/g)]);
  expect(listed.map((match) => match[1]).sort()).toEqual(Object.keys(kernels).sort());
});

it('its example prints what it says', async () => {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, printed] = /prints\n\n```\n([\s\S]*?)```/.exec(readme) ?? [];
  const scratch = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: folder, loader: 'ts' },
      bundle: true,
      format: 'esm',
      write: false,
    });
    writeFileSync(join(scratch, 'example.mjs'), outputFiles[0].text);
    expect(execFileSync(process.execPath, ['example.mjs'], { cwd: scratch, encoding: 'utf8' })).toBe(printed);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
