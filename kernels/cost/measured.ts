/**
 * Published decode times against the bound: what each row must at least take, recomputed from the catalogue. The bound
 * is bytes over bandwidth (weights read once, cache read once) at the bits per weight that the row states. Devices of
 * one row share the reading evenly; communication is not charged, so the bound stays a lower one.
 */
import { acceleratorById } from '../catalog/accelerators';
import { type DecodeMeasurement, decodeMeasurements, shapeOfMeasured } from '../catalog/measurements';
import { modelById } from '../catalog/models';
import { kvCacheBytes } from './bytes';

export interface MeasuredRow {
  readonly row: DecodeMeasurement;
  /** Speculative rows write more than one token per pass, so the bound of one pass does not hold for them. */
  readonly kind: 'timed' | 'speculative';
  readonly weightBytes: number;
  readonly cacheBytes: number;
  readonly boundSeconds: number;
  readonly measuredSeconds: number;
  /** Bound over measured: 1 is the bandwidth's speed. */
  readonly fraction: number;
}

/** One row against its bound. Worked: gpt-fast, Llama-2-70B in 8 bits on one A100: bound 33.7 ms, measured 52.3 ms, 0.64. */
export function againstBound(row: DecodeMeasurement): MeasuredRow {
  const model = modelById(shapeOfMeasured(row));
  const weightBytes = (model.params_read_per_token * row.weight_bits) / 8;
  const cacheBytes = kvCacheBytes(model, {
    tokens: row.context_tokens,
    sequences: row.batch,
    bytesPerElement: 2,
  });
  const bandwidth = acceleratorById(row.hardware).bandwidth_gbs * 1e9 * row.gpus;
  const boundSeconds = (weightBytes + cacheBytes) / bandwidth;
  const measuredSeconds = row.ms_per_token / 1000;
  return {
    row,
    kind: /speculative/i.test(row.software) ? 'speculative' : 'timed',
    weightBytes,
    cacheBytes,
    boundSeconds,
    measuredSeconds,
    fraction: boundSeconds / measuredSeconds,
  };
}

/** All rows with a time, in the order of the file. */
export const measuredRows: readonly MeasuredRow[] = decodeMeasurements.map(againstBound);
