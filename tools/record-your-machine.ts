/**
 * npm run record:your-machine: measures this machine's processor and Chromium's software WebGPU adapter, and writes
 * content/data/recorded/your-machine.json, which the page shows before anything is run.
 * `--only=processor` or `--only=software` leaves the other report as it is; `--peaks` leaves decoding as it is, and
 * `--decode` everything else.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type MachineReport, type MachineResult, rateOf } from '../kernels/gpu/machine/report';
import { openWorkbench } from './bench/onnx/workbench';
import type { MachineAsked, MachineWorkbench } from './bench/your-machine/page';
import { findChromium } from './lib/chromium.mjs';

const OUT = 'content/data/recorded/your-machine.json';
type Id = 'processor' | 'software';
type Reports = Partial<Record<Id, MachineReport>>;
process.env.CHROME_PATH ??= findChromium();
/** Goes of the peaks; of every variant the one that other work on the machine disturbed least stays. */
const GOES = 3;
const only = process.argv.find((word) => word.startsWith('--only='))?.slice(7);
const peaksOnly = process.argv.includes('--peaks');
const decodeOnly = process.argv.includes('--decode');

/** Bytes of the last-level cache, as Linux says; 32 MiB where it does not. */
function lastLevelCache(): number {
  const path = '/sys/devices/system/cpu/cpu0/cache/index3/size';
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [, number, unit] = /^(\d+)([KM])/.exec(text) ?? [];
  return number ? Number(number) * (unit === 'M' ? 2 ** 20 : 2 ** 10) : 32 * 2 ** 20;
}

const extent = (result: MachineResult) =>
  result.state === 'measured' ? Object.values(result.size).reduce((product, one) => product * one, 1) : 0;
const rate = (result: MachineResult) => (result.state === 'measured' ? rateOf(result).value : 0);

/** The slower quarter of the timings, for each unit of work: other work on the machine can only add. */
const slowness = (result: MachineResult) =>
  result.state === 'measured' ? result.seconds.high / extent(result) : Number.POSITIVE_INFINITY;

/** Variant by variant the largest problem, and of those the go that was disturbed least. */
function quietest(goes: readonly MachineReport[]): MachineReport {
  const last = goes[goes.length - 1];
  const better = (a: MachineResult, b: MachineResult) =>
    extent(a) !== extent(b) ? extent(a) > extent(b) : slowness(a) <= slowness(b);
  return {
    ...last,
    results: last.results.map((result) =>
      goes.flatMap(({ results }) => results.filter(sameAs(result))).reduce((a, b) => (better(a, b) ? a : b)),
    ),
  };
}
const sameAs = (one: MachineResult) => (other: MachineResult) =>
  one.benchmark === other.benchmark && one.variant === other.variant;

const round = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;

async function record(id: Id): Promise<MachineReport> {
  const bench = await openWorkbench({ gpu: id === 'software', script: 'tools/bench/your-machine/page.ts' });
  bench.page.on('console', (message) => console.error(`  ${message.text()}`));
  try {
    const asked: MachineAsked = {
      gpu: id === 'software',
      cacheBytes: lastLevelCache(),
      goes: decodeOnly ? 1 : GOES,
      decode: !peaksOnly,
      name: cpus()[0]?.model.trim() ?? '',
      browser: `Chromium ${bench.browserVersion.split('.')[0]}`,
      date: new Date().toISOString().slice(0, 19).concat('Z'),
    };
    const goes = await bench.page.evaluate(
      (given) => (globalThis as unknown as { workbench: MachineWorkbench }).workbench.measure(given),
      asked,
    );
    return quietest(goes);
  } finally {
    await bench.close();
  }
}

const kept: Reports = existsSync(OUT) ? JSON.parse(readFileSync(OUT, 'utf8')).reports : {};
const reports: Reports = { ...kept };
for (const id of ['processor', 'software'] as const) {
  if (only && only !== id) continue;
  const report = await record(id);
  const before = kept[id];
  if (peaksOnly && before?.decode) reports[id] = { ...report, decode: before.decode };
  else if (decodeOnly && before) reports[id] = { ...before, decode: report.decode };
  else reports[id] = report;
  for (const result of report.results) {
    console.error(`${id} ${result.benchmark} ${result.variant}: ${rate(result).toPrecision(3)}`);
  }
}
mkdirSync('content/data/recorded', { recursive: true });
writeFileSync(OUT, `${JSON.stringify({ reports }, round)}\n`);
