/**
 * From two times, of memory and of arithmetic, to the one that passes. Where one is far larger it alone counts; where
 * they are alike neither hides the other whole, because a kernel of that size fills the machine badly. Modelled as
 * (m^p + c^p)^(1/p): the larger of the two as p grows, their sum at p = 1.
 * Source of the constants: matrix products of Llama-2 layers on A100 and H100, published with Vidur (Agrawal et al.
 * 2024, MIT licence), tests/golden/serving/roofline-gemm.
 */
import { ensure } from '../../errors';

export interface Calibration {
  /** Share of the peak operations per second that large matrix products reach. */
  readonly computeShare: number;
  /** Share of the peak bandwidth that reading weights reaches. */
  readonly memoryShare: number;
  /** Sharpness p of the knee: 1 adds the two times, a large one takes the larger. */
  readonly knee: number;
}

/** Of the exponents between 1.4 and 2 in steps of 0.1, the one whose worst file is best: 4.3 % (1.6: 5.0 %, 1.8: 4.7 %). */
export const KNEE = 1.7;

/** Means of the measured sets: two on A100, one on H100; any other device is given the mean of those three. */
const byDevice: readonly (readonly [RegExp, number, number])[] = [
  [/^a100-/, 0.7435, 0.7425],
  [/^h100-/, 0.7573, 0.7745],
];
const elsewhere: Calibration = { computeShare: 0.7481, memoryShare: 0.7532, knee: KNEE };

/** The calibration of a device of the catalogue. Worked: h100-sxm reaches 0.7573 of its operations. */
export function calibrationOf(acceleratorId: string): Calibration {
  const found = byDevice.find(([pattern]) => pattern.test(acceleratorId));
  return found ? { computeShare: found[1], memoryShare: found[2], knee: KNEE } : elsewhere;
}

/** Whether a device's shares are measured ones, rather than the mean of other devices. */
export function isCalibrated(acceleratorId: string): boolean {
  return byDevice.some(([pattern]) => pattern.test(acceleratorId));
}

/** Throws `BookError('steptime.calibration')` unless both shares lie in (0, 1] and the knee is at least 1. */
export function checkCalibration({ computeShare, memoryShare, knee }: Calibration): void {
  for (const [name, value, most] of [
    ['computeShare', computeShare, 1],
    ['memoryShare', memoryShare, 1],
    ['knee', knee, Number.POSITIVE_INFINITY],
  ] as const) {
    const least = name === 'knee' ? value >= 1 : value > 0;
    ensure(least && value <= most, 'steptime.calibration', { name, value: String(value) });
  }
}

/** Both times joined. Worked: 3 and 4 at p = 2 make 5; at p = 1, 7. */
export function joinTimes(memorySeconds: number, computeSeconds: number, knee: number): number {
  const larger = Math.max(memorySeconds, computeSeconds);
  if (larger <= 0 || knee === Number.POSITIVE_INFINITY) return larger;
  const ratio = Math.min(memorySeconds, computeSeconds) / larger;
  return larger * (1 + ratio ** knee) ** (1 / knee);
}

export interface MatrixProducts {
  /** Rows and columns of the weight matrices that one device multiplies, one after the other. */
  readonly shapes: readonly (readonly [number, number])[];
  readonly bytesPerWeight: number;
  readonly peakFlops: number;
  readonly peakBytesPerSecond: number;
}

/** Seconds that a device takes to multiply `tokens` rows with the matrices. Worked: Llama-2-7B's layer, one token on an A100, 266 µs. */
export function productSeconds(products: MatrixProducts, tokens: number, calibration: Calibration): number {
  const weights = products.shapes.reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  const memory =
    (weights * products.bytesPerWeight) / (products.peakBytesPerSecond * calibration.memoryShare);
  const compute = (2 * weights * tokens) / (products.peakFlops * calibration.computeShare);
  return joinTimes(memory, compute, calibration.knee);
}
