/**
 * Typed access to content/data/measurements.json: what others measured, with machine and source.
 * `sol_ms_per_step` is the bandwidth bound of the same step and `fraction_of_sol` how close the row comes to it.
 */
import measurementsFile from '../../content/data/measurements.json';
import { ensure } from '../errors';

export interface DecodeMeasurement {
  readonly model: string;
  readonly hardware: string;
  readonly gpus: number;
  readonly weight_bits: number;
  readonly batch: number;
  readonly context_tokens: number;
  readonly ms_per_token: number;
  readonly tokens_per_s: number;
  readonly software: string;
  readonly source: string;
  readonly sol_ms_per_step: number;
  readonly fraction_of_sol: number;
  readonly note?: string;
}

/** Rows that ran; a row of the file that reports an out-of-memory instead of a time is left out here. */
export const decodeMeasurements: readonly DecodeMeasurement[] = measurementsFile.decode.filter(
  (row): row is typeof row & DecodeMeasurement => 'ms_per_token' in row,
);

/** A published row that says how much memory a run took, or that it did not fit. */
export interface MemoryMeasurement {
  readonly setup: string;
  readonly batch: number;
  readonly prefill_tokens: number;
  /** GiB, or `OOM`. */
  readonly reported_peak_gib: number | string;
  readonly formula: string;
  readonly source: string;
  readonly note: string | null;
}

/** Peak memory of a prefill, as published. */
export const memoryMeasurements: readonly MemoryMeasurement[] = measurementsFile.prefill_peak_memory;

/** Rows that report no time because the run did not fit. */
export const outOfMemoryRows = measurementsFile.decode.filter((row) => !('ms_per_token' in row));

/** Llama 3 and 3.1 share their shapes; the catalogue lists 3.1 only. */
const sameShape: Readonly<Record<string, string>> = {
  'llama-3-8b': 'llama-3.1-8b',
  'llama-3-70b': 'llama-3.1-70b',
};

/** The catalogue row whose shape a measured model has. Worked: 'llama-3-8b' → 'llama-3.1-8b'. */
export function shapeOfMeasured(row: DecodeMeasurement): string {
  return sameShape[row.model] ?? row.model;
}

/** The one measured row that matches; none or several is a mistake of the caller: `BookError('catalog.measured-row')`. */
export function measuredRow(wanted: Partial<DecodeMeasurement>): DecodeMeasurement {
  const keys = Object.keys(wanted) as (keyof DecodeMeasurement)[];
  const rows = decodeMeasurements.filter((row) => keys.every((key) => row[key] === wanted[key]));
  ensure(rows.length === 1, 'catalog.measured-row', { found: rows.length });
  return rows[0];
}

/** Measured times of the matrix products of one layer on one device, attention left out. */
export interface LayerProducts {
  readonly model: string;
  readonly hardware: string;
  /** Devices that the layer was cut for; the times are those of one of them. */
  readonly tensor_parallel: number;
  /** Weights of the layer on that device. */
  readonly weights: number;
  /** Share of the peak operations at the most tokens, and of the peak bandwidth at one. */
  readonly compute_share: number;
  readonly memory_share: number;
  /** Tokens and milliseconds. */
  readonly rows: readonly (readonly number[])[];
  readonly source: string;
}

export const layerProducts: readonly LayerProducts[] = measurementsFile.layer_products;
