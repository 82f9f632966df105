import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wasmKernels } from '@/kernels/gpu/machine/wasm-kernels';

/**
 * The processor's kernels as they are written, by `benchmark.variant`: loops cut out of their file when the book is built,
 * so that what the reader sees is what runs. On the server only.
 */
export function processorLoops(): Record<string, string> {
  const file = join(process.cwd(), 'kernels/gpu/machine/processor-kernels.ts');
  const wasm = Object.entries(wasmKernels).flatMap(([benchmark, variants]) =>
    Object.entries(variants).map(([variant, text]) => [`${benchmark}.${variant}`, flush(text)]),
  );
  return { ...cutKernels(readFileSync(file, 'utf8')), ...Object.fromEntries(wasm) };
}

/** A text at the margin, however deep it stood: instructions of a loop two spaces deeper than the rest. */
function flush(text: string): string {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      if (line === 'end') depth -= 1;
      const placed = '  '.repeat(depth) + line;
      if (/^loop\b/.test(line)) depth += 1;
      return placed;
    })
    .join('\n');
}

/**
 * Kernels stand two levels deep in an object: benchmarks at two spaces, variants at four.
 * Worked: `  read: {\n    v1(…) {\n      …\n    },` → `read.v1`.
 */
export function cutKernels(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  let benchmark = '';
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    benchmark = /^ {2}'?([a-z0-9-]+)'?: \{$/.exec(line)?.[1] ?? benchmark;
    if (/^ {4}\S/.test(line) || lines.length > 0) lines.push(line.slice(4));
    const variant =
      /^ {4}[\])}]+,?$/.test(line) && lines.map((one) => /^(v\d)\b/.exec(one)?.[1]).find(Boolean);
    if (variant && benchmark) found[`${benchmark}.${variant}`] = lines.join('\n').replace(/,$/, '');
    if (variant || /^ {0,2}\S/.test(line)) lines = [];
  }
  return found;
}
