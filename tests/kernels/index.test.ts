import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import * as kernels from '../../kernels/index';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'kernels-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs in a bare Node process: every way out of the module is a trap, then a few kernels do their work. */
const visitor = `
const touched = [];
const before = new Set(Object.getOwnPropertyNames(globalThis));
const traps = ['document', 'window', 'self', 'localStorage', 'navigator', 'fetch', 'Worker', 'setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame'];
for (const name of traps) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return undefined; } });
}
Math.random = () => { touched.push('Math.random'); return 0; };
const write = process.stdout.write.bind(process.stdout);
console.log = (...words) => touched.push('console.log ' + words);
const kernels = await import('./index.mjs');
const left = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name) && !traps.includes(name));
const q = kernels.quantizeRtn(Float32Array.of(-1, 0, 0.4, 1), [1, 4], { bits: 3, symmetric: true, granularity: 'tensor' });
write(JSON.stringify({ touched, left, names: Object.keys(kernels), codes: [...q.codes], layers: kernels.modelById('llama-3.1-70b').layers }));
`;

describe('kernels/index.ts', () => {
  it('bundles for Node and the browser, and touches nothing when it is imported', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(root, 'kernels/index.ts')],
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['import'],
      write: false,
    });
    writeFileSync(join(scratch, 'index.mjs'), outputFiles[0].text);
    writeFileSync(join(scratch, 'visit.mjs'), visitor);
    // The protobuf writer asks for one setting of Node's, and only where there is a Node.
    const bundled = outputFiles[0].text.replace(/typeof process !=.*process\.env\.BUF_BIGINT_DISABLE/, '');
    expect(bundled).not.toMatch(/\bfrom\s*["']|\brequire\(|\bprocess\.\w|\bimport\(/);
    const seen = JSON.parse(
      execFileSync(process.execPath, ['visit.mjs'], { cwd: scratch, encoding: 'utf8' }),
    );
    expect(seen.touched).toEqual([]);
    expect(seen.left).toEqual([]);
    expect(seen.codes).toEqual([-3, 0, 1, 3]);
    expect(seen.layers).toBe(80);
    expect(new Set(seen.names)).toEqual(new Set(Object.keys(kernels)));
  });

  it('keeps the names that others build on', () => {
    const promised = [
      'quantizeRtn',
      'dequantizeRtn',
      'packMatMulNBits',
      'modelById',
      'acceleratorById',
      'weightBytes',
      'kvCacheBytes',
      'decodeStepBound',
      'readSafetensors',
    ] as const;
    const exported = new Map<string, unknown>(Object.entries(kernels));
    for (const name of promised) expect(typeof exported.get(name), name).toBe('function');
  });

  it('bounds the decode step of the running example by memory', () => {
    const { modelId, acceleratorId, ...rest } = kernels.RUNNING_EXAMPLE;
    const ids = kernels.decodeStepBound({ ...rest, model: modelId, accelerator: acceleratorId });
    expect(ids.boundBy).toBe('memory');
    expect(ids.seconds).toBe(ids.memorySeconds);
    expect(ids.memorySeconds).toBeCloseTo(0.0275755, 6);
    expect(ids.computeSeconds).toBeCloseTo(0.0041149, 6);
    const rows = kernels.decodeStepBound({
      ...rest,
      model: kernels.modelById(modelId),
      accelerator: kernels.acceleratorById(acceleratorId),
    });
    expect(rows).toEqual(ids);
  });
});
