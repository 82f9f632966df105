import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runGolden, summary } from '../../tools/golden/run';

const here = fileURLToPath(new URL('.', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'golden-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('golden cases', () => {
  it.each(runGolden([here]))('$family: all $total pass', (result) => {
    expect(result.firstMismatch).toBe('');
    expect(result.passed).toBe(result.total);
  });

  it('are all there', () => {
    const counts = Object.fromEntries(runGolden([here]).map(({ family, total }) => [family, total]));
    expect(counts).toMatchObject({ rtn: 95, matmulnbits: 30 });
  });
});

describe('golden runner', () => {
  let copies = 0;
  /** A copy of the rtn family with its JSON or its bytes changed. */
  const changed = (json: (file: Record<string, never>) => unknown, bytes = (bin: Uint8Array) => bin) => {
    const folder = join(scratch, String(copies++));
    cpSync(join(here, 'quant'), folder, { recursive: true });
    rmSync(join(folder, 'matmulnbits.json'));
    const path = join(folder, 'rtn.json');
    const text = json(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text));
    writeFileSync(join(folder, 'rtn.bin'), bytes(readFileSync(join(folder, 'rtn.bin'))));
    return runGolden([folder]);
  };
  // biome-ignore lint/suspicious/noExplicitAny: a damaged file has no type.
  type Loose = any;

  it('notices one wrong code', () => {
    const [result] = changed(
      (file) => file,
      (bin) => {
        bin[4608] ^= 1;
        return bin;
      },
    );
    expect(result).toMatchObject({ passed: 94, total: 95 });
    expect(result.firstMismatch).toMatch(/rtn\/normal\/b2\/sym\/tensor: q\[0\] = /);
  });

  it('counts an unknown family, an unknown kind and an unknown expectation as failed', () => {
    const [family] = changed((file: Loose) => ({ ...file, family: 'gptq', bin: 'rtn.bin' }));
    expect(family).toMatchObject({ family: 'gptq', passed: 0, total: 95 });
    const [kind] = changed((file: Loose) => {
      file.cases[0].kind = 'toString';
      return file;
    });
    expect(kind).toMatchObject({ passed: 94 });
    expect(kind.firstMismatch).toContain('unknown kind');
    const [more] = changed((file: Loose) => {
      file.cases[0].expect.speed = 3;
      return file;
    });
    expect(more.firstMismatch).toContain('speed is not computed');
    const [none] = changed((file: Loose) => {
      file.cases[0].expect = {};
      return file;
    });
    expect(none.passed).toBe(94);
  });

  it('fails a damaged file and goes on', () => {
    expect(changed(() => '{"family": ')[0]).toMatchObject({ family: 'rtn', passed: 0, total: 1 });
    expect(changed(() => '[]')[0]).toMatchObject({ passed: 0, total: 1 });
    const cut = changed(
      (file) => file,
      (bin) => bin.slice(0, 5000),
    );
    expect(cut[0].passed).toBe(0);
    expect(cut[0].total).toBe(95);
    const [nonsense] = changed((file: Loose) => {
      file.cases[0].inputs.w.shape = [-1, 1e99];
      file.cases[1].inputs.w.dtype = 'constructor';
      file.cases[2] = null;
      file.cases[3].bits = 'many';
      file.cases[4].inputs.w.bytes = 4;
      return file;
    });
    expect(nonsense).toMatchObject({ passed: 90, total: 95 });
  });

  it('fails traces it has no check for, and folders without goldens', () => {
    const folder = mkdtempSync(join(scratch, 'trace-'));
    writeFileSync(join(folder, 'one.json'), JSON.stringify({ schema: 'nobody-knows/1' }));
    expect(runGolden([folder])[0]).toMatchObject({ passed: 0, total: 1 });
    const nowhere = summary(runGolden([join(scratch, 'nowhere')]));
    expect(nowhere.failed).toBe(1);
    expect(nowhere.lines.at(-1)).toBe('0 passed, 1 failed');
  });
});
