/** Measured matrix products against the step-time model: judged by the mean relative error of a file, not by equality. */
import { type Calibration, calibrationOf, KNEE, productSeconds } from '../../kernels/serving/step-time/knee';
import type { Note } from './compare';

/** The mean relative error that a file may have. */
const LIMIT = 0.1;

interface GemmTrace {
  readonly device: string;
  readonly gemm_shapes_KN: Readonly<Record<string, readonly [number, number]>>;
  readonly peak_flops: number;
  readonly peak_bw: number;
  readonly mfu_at_max?: number;
  readonly bw_util_at_1?: number;
  readonly rows: readonly { readonly num_tokens: number; readonly measured_ms: number }[];
}

/** Predicts every row from the shapes, the peaks and the file's two shares; measured times are read only to compare. */
export function checkGemmTrace(json: Readonly<Record<string, unknown>>): string | Note {
  const trace = json as unknown as GemmTrace;
  if (trace.rows.length === 0) return 'no rows';
  const usual = calibrationOf(`${trace.device}-`);
  const calibration: Calibration = {
    computeShare: trace.mfu_at_max ?? usual.computeShare,
    memoryShare: trace.bw_util_at_1 ?? usual.memoryShare,
    knee: KNEE,
  };
  const products = {
    shapes: Object.values(trace.gemm_shapes_KN),
    bytesPerWeight: 2,
    peakFlops: trace.peak_flops,
    peakBytesPerSecond: trace.peak_bw,
  };
  const errors = trace.rows.map(({ num_tokens, measured_ms }) =>
    Math.abs((productSeconds(products, num_tokens, calibration) * 1e3) / measured_ms - 1),
  );
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const worst = errors.indexOf(Math.max(...errors));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const note = `mean error ${percent(mean)}, worst ${percent(errors[worst])} at ${trace.rows[worst].num_tokens} tokens`;
  // NaN, from a field that is missing, is no pass.
  return mean <= LIMIT ? { note } : `${note}; the limit is ${percent(LIMIT)}`;
}
