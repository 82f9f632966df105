import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { machineMessages } from '../../../components/labs/your-machine/messages';
import { GIVEN_MOST } from '../../../components/labs/your-machine/params';
import { problemText } from '../../../components/labs/your-machine/problem';
import { cutKernels, processorLoops } from '../../../components/labs/your-machine/processor-loops';
import { placesOf } from '../../../components/labs/your-machine/roofline-layout';
import {
  addGiven,
  type Kept,
  marksOf,
  NOTHING_KEPT,
  pick,
  pickAgainst,
  readKept,
  shelfOf,
  stepBack,
} from '../../../components/labs/your-machine/shelf';
import { variantWords } from '../../../components/labs/your-machine/variant-words';
import { variantRows } from '../../../components/labs/your-machine/words';
import data from '../../../content/data/recorded/your-machine.json';
import { decodePoints } from '../../../kernels/gpu/machine/decode-points';
import { processorKernels } from '../../../kernels/gpu/machine/processor-kernels';
import { readMachineReport } from '../../../kernels/gpu/machine/read-report';
import { type MachineReport, writeMachineReport } from '../../../kernels/gpu/machine/report';
import { machineRoofline } from '../../../kernels/gpu/machine/roofline';
import { wasmKernels } from '../../../kernels/gpu/machine/wasm-kernels';
import { microVariants } from '../../../kernels/gpu/micro/ids';

const recorded = data.reports as unknown as Record<'processor' | 'software', MachineReport>;
const named = (name: string, more: Partial<MachineReport> = {}): MachineReport => ({
  ...recorded.processor,
  name,
  ...more,
});

test('a recorded report names its browser before the machine, whose name may end in a remark', () => {
  for (const { source } of Object.values(machineMessages))
    expect(source.recorded).toMatch(/\{browser\}.*\{machine\}/);
});

describe('the reports at hand', () => {
  test('the recorded ones come first until something is measured here', () => {
    const before = shelfOf(NOTHING_KEPT, recorded);
    expect(before.map(({ id }) => id)).toEqual(['processor', 'software']);
    expect(pick(before, 'latest').id).toBe('processor');
    const after = shelfOf({ own: named('mine'), given: [] }, recorded);
    expect(pick(after, 'latest').report.name).toBe('mine');
    expect(pickAgainst(after, 'software', after[0])?.kind).toBe('recorded');
    expect(pickAgainst(after, 'latest', after[0])).toBeUndefined();
    expect(pickAgainst(after, 'given-3', after[0])).toBeUndefined();
  });

  test('a report handed in has a place; twice it is one; the oldest makes room', () => {
    let kept: Kept = NOTHING_KEPT;
    const give = (name: string) => {
      const added = addGiven(kept, ` ${writeMachineReport(named(name))}`);
      kept = added.kept;
      return added.id;
    };
    expect(give('a')).toBe('given-1');
    expect(give('b')).toBe('given-2');
    expect(give('a')).toBe('given-1');
    for (const name of ['c', 'd', 'e']) give(name);
    expect(kept.given.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e']);
    expect(kept.given.length).toBe(GIVEN_MOST);
    expect(() => addGiven(kept, '{}')).toThrow(
      expect.objectContaining({ id: 'machine-report.not-a-report' }),
    );
  });

  test('a whole report steps back for a new run; half of one does not', () => {
    const whole = { own: named('mine'), given: [] };
    expect(stepBack(whole)).toEqual({ ...whole, before: named('mine') });
    const again = { ...stepBack(whole), own: named('half', { state: 'cancelled' }) };
    expect(stepBack(again)).toEqual(again);
    expect(shelfOf(again, recorded).map(({ id }) => id)).toEqual([
      'latest',
      'before',
      'processor',
      'software',
    ]);
    expect(readKept(JSON.parse(JSON.stringify(again)))).toEqual(again);
  });

  test('storage gives back what was kept, and leaves out what is none', () => {
    const kept = { own: named('mine'), given: [named('other')] };
    expect(readKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(readKept({ own: { schema: 'machine-report' }, given: [1, named('other')] })).toEqual({
      given: [named('other')],
    });
    for (const bad of [undefined, null, 3, 'x', [], { given: 'x' }])
      expect(readKept(bad)).toEqual(NOTHING_KEPT);
  });

  test.each<[string, Partial<MachineReport>, boolean, readonly string[]]>([
    ['whole', {}, false, []],
    ['lost', { state: 'lost' }, false, ['lost']],
    ['cancelled out of sight', { state: 'cancelled', hidden: true }, false, ['cancelled', 'hidden']],
    ['being measured', { state: 'running' }, true, []],
    ['left', { state: 'running' }, false, ['unfinished']],
  ])('marks: %s', (_, more, running, marks) => {
    const { decode: _decode, ...report } = named('x', more);
    expect(marksOf(report, running)).toEqual(marks);
  });
});

describe('what the page says', () => {
  test('our records read back as anybody’s', () => {
    for (const report of Object.values(recorded)) {
      expect(readMachineReport(writeMachineReport(report))).toEqual(report);
      expect(report.state).toBe('complete');
    }
  });

  test('each variant has a line in both languages', () => {
    for (const lang of ['en', 'zh'] as const) {
      for (const [benchmark, variants] of Object.entries(microVariants)) {
        const lines = variantWords[lang].gpu[benchmark as keyof typeof microVariants] ?? {};
        expect(Object.keys(lines)).toEqual([...variants]);
      }
      for (const kernels of [processorKernels, wasmKernels]) {
        for (const [benchmark, variants] of Object.entries(kernels)) {
          const lines = variantWords[lang].processor[benchmark as keyof typeof microVariants];
          for (const variant of Object.keys(variants)) expect(lines?.[variant], benchmark).toBeTruthy();
        }
      }
    }
  });

  test('the processor’s loops are cut out of their own file', () => {
    const loops = processorLoops();
    for (const kernels of [processorKernels, wasmKernels]) {
      for (const [benchmark, variants] of Object.entries(kernels)) {
        for (const variant of Object.keys(variants)) {
          expect(loops[`${benchmark}.${variant}`]?.length, `${benchmark} ${variant}`).toBeGreaterThan(40);
        }
      }
    }
    expect(loops['copy.v1']).toBe(
      'v1([words], answer) {\n  for (let i = 0; i < words.length; i++) answer[i] = words[i];\n}',
    );
    expect(cutKernels('')).toEqual({});
  });

  test('whatever a field should have held is worded', () => {
    const files = ['fields', 'read-report', 'read-decode'];
    const texts = files.map((file) => readFileSync(`kernels/gpu/machine/${file}.ts`, 'utf8')).join('\n');
    const wrongs = [...texts.matchAll(/wrong\([^;]*?, '([^']+)', /g)].map(([, expected]) => expected);
    const ranges = [...texts.matchAll(/'(0 or more|above 0|a whole number[^']*)'/g)].map(
      ([, range]) => range,
    );
    expect(wrongs.length).toBeGreaterThan(4);
    for (const lang of ['en', 'zh'] as const) {
      const { expected } = machineMessages[lang];
      for (const text of [...wrongs, ...ranges, 'text of at most 400 characters']) {
        expect(expected[text], text).toBeTruthy();
      }
    }
    const said = problemText(
      { id: 'machine-report.bad-field', data: { path: 'seconds', expected: '0 or more', found: '-1' } },
      machineMessages.zh,
    );
    expect(said).toBe('字段 seconds 应是不小于 0 的数，实际是 -1。');
  });

  test('a gain is over the last variant before it that has a time', () => {
    const rows = variantRows(recorded.processor, 'read');
    expect(rows[0].gain).toBeUndefined();
    expect(rows[2].gain).toBeCloseTo((rows[2].rate?.value ?? 0) / (rows[1].rate?.value ?? 1));
    expect(rows[2].overFirst).toBeCloseTo((rows[2].rate?.value ?? 0) / (rows[0].rate?.value ?? 1));
    const skipped = recorded.software.results.filter(({ benchmark }) => benchmark === 'matmul-f16');
    expect(skipped.length).toBe(3);
    expect(variantRows(recorded.software, 'matmul-f16').every(({ rate }) => rate === undefined)).toBe(true);
  });
});

describe('the roofline’s drawing', () => {
  const drawn = (report: MachineReport) => {
    const roofline = machineRoofline(report);
    if (!roofline) throw new Error('no roofline');
    return { roofline, decoding: decodePoints(report) };
  };
  const name = '7B layers, fp32';
  test.each([928, 400])('labels keep apart and everything stands inside, %i wide', (width) => {
    for (const report of Object.values(recorded)) {
      for (const other of [undefined, drawn(recorded.processor)]) {
        const slopeText = 'bytes at 25.8 GB/s';
        const places = placesOf(drawn(report), other, width, () => name, slopeText);
        const labels = places.points.flatMap(({ label }) => (label ? [label] : []));
        const from = ({ x, anchor }: (typeof labels)[number]) =>
          anchor === 'start' ? x : x - name.length * 6;
        for (const [at, a] of labels.entries()) {
          for (const b of labels.slice(at + 1)) {
            expect(Math.abs(a.y - b.y) >= 14 || Math.abs(from(a) - from(b)) >= name.length * 6).toBe(true);
          }
        }
        // No name stands on what is written along the slope.
        const { angle, rise, ...start } = places.slopeName;
        const turn = (angle * Math.PI) / 180;
        for (const far of [10, 30, 50, 70, 90]) {
          const x = start.x + far * Math.cos(turn) + (rise + 4) * Math.sin(turn);
          const y = start.y + far * Math.sin(turn) - (rise + 4) * Math.cos(turn);
          for (const label of labels) {
            const beside = x < from(label) || x > from(label) + name.length * 6;
            expect(beside || y > label.y || y < label.y - 11).toBe(true);
          }
        }
        for (const { cx, cy } of places.points) {
          expect(cx).toBeGreaterThanOrEqual(places.left);
          expect(cx).toBeLessThanOrEqual(places.right);
          expect(cy).toBeLessThanOrEqual(places.floor);
          expect(cy).toBeGreaterThan(0);
        }
      }
    }
  });
});
