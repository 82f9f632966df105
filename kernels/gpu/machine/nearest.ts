/**
 * The row of the catalogue that a measured machine stands beside. Browsers seldom say which GPU it is, so where the name
 * does not tell, the row whose bandwidth and arithmetic are nearest in proportion is taken, and it says that it was.
 */
import { type AcceleratorRow, accelerators } from '../../catalog/accelerators';
import type { MachineReport } from './report';
import { fastestBytes, type MachineFormat, machineRoofline } from './roofline';

export interface NearestRow {
  readonly row: AcceleratorRow;
  /** `name`: the adapter is called so. `rates`: nothing but its speed says so. */
  readonly by: 'name' | 'rates';
  /** What the row states, in base units. */
  readonly bytesPerSecond: number;
  /** Operations per second. */
  readonly rates: Partial<Record<MachineFormat, number>>;
}

const vendors = ['nvidia', 'geforce', 'apple', 'amd', 'qualcomm', 'intel'];

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
/** The words that tell one model from the next. Worked: `GeForce RTX 4090 24GB` → `rtx 4090`. */
const modelWords = (name: string) =>
  plain(name.replace(/\(.*?\)|,.*/g, ''))
    .split(' ')
    .filter((word) => word !== '' && !vendors.includes(word) && !/^(\d+gb|cpu|phone)$/.test(word));

const isProcessor = ({ name }: AcceleratorRow) => /\bCPU\b/.test(name);

/** Undefined where no bytes were measured. Worked: `Apple M1 Max`, whatever it measured → apple-m1-max by name. */
export function nearestAccelerator(
  report: Pick<MachineReport, 'results' | 'clock' | 'name'>,
): NearestRow | undefined {
  const moved = fastestBytes(report);
  if (!moved) return undefined;
  const software = /swiftshader|llvmpipe|software/i.test(report.name);
  const processor = report.clock === 'processor' || software;
  const own = new Set(plain(report.name).split(' '));
  const named = accelerators
    .map((row) => ({ row, words: modelWords(row.name) }))
    .filter(({ words }) => words.length > 0 && words.every((word) => own.has(word)))
    .sort((a, b) => b.words.length - a.words.length);
  if (named[0]) return nearest(named[0].row, 'name');
  const vendor = vendors.find((one) => own.has(one));
  const kind = accelerators.filter((row) => isProcessor(row) === processor);
  const ofVendor = kind.filter(({ name }) => vendor && plain(name).split(' ').includes(vendor));
  const roofline = machineRoofline(report);
  const fp32 = roofline?.roofs.find(({ format }) => format === 'fp32')?.rate;
  const distance = (row: AcceleratorRow) => {
    const bytes = Math.abs(Math.log((row.bandwidth_gbs * 1e9) / moved.value));
    if (!fp32 || row.fp32_tflops === null) return bytes;
    return (bytes + Math.abs(Math.log((row.fp32_tflops * 1e12) / fp32))) / 2;
  };
  const rows = ofVendor.length > 0 ? ofVendor : kind;
  return nearest(
    rows.reduce((a, b) => (distance(b) < distance(a) ? b : a)),
    'rates',
  );
}

function nearest(row: AcceleratorRow, by: NearestRow['by']): NearestRow {
  const stated: Record<MachineFormat, number | null> = {
    fp32: row.fp32_tflops,
    fp16: row.fp16_tflops,
    int8: row.int8_tops,
  };
  return {
    row,
    by,
    bytesPerSecond: row.bandwidth_gbs * 1e9,
    rates: Object.fromEntries(
      Object.entries(stated).flatMap(([format, tera]) => (tera === null ? [] : [[format, tera * 1e12]])),
    ),
  };
}
