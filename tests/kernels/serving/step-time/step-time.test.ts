import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeMeasurements } from '@/kernels/catalog/measurements';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { communicationBytes } from '@/kernels/cost/times';
import {
  calibrationOf,
  isCalibrated,
  joinTimes,
  KNEE,
  productSeconds,
} from '@/kernels/serving/step-time/knee';
import { stepShape } from '@/kernels/serving/step-time/step-shape';
import {
  allReduceSeconds,
  createStepTime,
  expertsTouched,
  type StepItem,
} from '@/kernels/serving/step-time/step-time';

const decode = (count: number, contextTokens: number): StepItem[] =>
  Array.from({ length: count }, () => ({ newTokens: 1, contextTokens, kind: 'decode' }));
const prompt = (newTokens: number, contextTokens = 0): StepItem[] => [
  { newTokens, contextTokens, kind: 'prefill' },
];
const a100 = { model: 'llama-3.1-70b', accelerator: 'a100-80-sxm', tensorParallel: 4 } as const;

describe('the knee', () => {
  it('joins two times between their maximum and their sum', () => {
    expect(joinTimes(3, 4, 2)).toBeCloseTo(5, 12);
    expect(joinTimes(3, 4, 1)).toBeCloseTo(7, 12);
    expect(joinTimes(3, 4, Number.POSITIVE_INFINITY)).toBe(4);
    expect(joinTimes(0, 0, 2)).toBe(0);
    expect(joinTimes(1e-300, 1e-3, 300)).toBeCloseTo(1e-3, 12);
  });

  it('is the same one for every file: the best in the worst case of the measured sets, in steps of 0.1', () => {
    const files = ['a100-Llama-2-70b-hf-tp4', 'a100-Llama-2-7b-hf-tp1', 'h100-Llama-2-7b-hf-tp1'].map(
      (name) =>
        JSON.parse(
          readFileSync(
            new URL(`../../../golden/serving/roofline-gemm/${name}.json`, import.meta.url),
            'utf8',
          ),
        ),
    );
    const worst = (knee: number) => {
      const means = files.map((file) => {
        const products = {
          shapes: Object.values(file.gemm_shapes_KN) as [number, number][],
          bytesPerWeight: 2,
          peakFlops: file.peak_flops,
          peakBytesPerSecond: file.peak_bw,
        };
        const calibration = { computeShare: file.mfu_at_max, memoryShare: file.bw_util_at_1, knee };
        const errors = file.rows.map((row: { num_tokens: number; measured_ms: number }) =>
          Math.abs((productSeconds(products, row.num_tokens, calibration) * 1e3) / row.measured_ms - 1),
        );
        return errors.reduce((sum: number, error: number) => sum + error, 0) / errors.length;
      });
      return Math.max(...means);
    };
    const knees = [1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2];
    expect(knees.reduce((a, b) => (worst(a) <= worst(b) ? a : b))).toBe(KNEE);
    expect(worst(KNEE)).toBeLessThan(0.045);
    expect(worst(Number.POSITIVE_INFINITY)).toBeGreaterThan(0.09);
    // The constants of the catalogue's devices are the means of these files.
    const mean = (which: typeof files, key: string) =>
      which.reduce((sum, file) => sum + file[key], 0) / which.length;
    expect(calibrationOf('a100-80-sxm').computeShare).toBeCloseTo(mean(files.slice(0, 2), 'mfu_at_max'), 3);
    expect(calibrationOf('a100-80-sxm').memoryShare).toBeCloseTo(mean(files.slice(0, 2), 'bw_util_at_1'), 3);
    expect(calibrationOf('t4').computeShare).toBeCloseTo(mean(files, 'mfu_at_max'), 3);
    expect(calibrationOf('t4').memoryShare).toBeCloseTo(mean(files, 'bw_util_at_1'), 3);
    expect(isCalibrated('t4')).toBe(false);
  });
});

describe('a step', () => {
  it('is what the headers say', () => {
    expect(createStepTime(a100)(decode(32, 8191)).seconds).toBeCloseTo(0.0381, 4);
    expect(stepShape(a100).denseBytes).toBeCloseTo(139_006_066_688 / 4, 0);
    expect(allReduceSeconds(16_384, 4, { bytesPerSecond: 300e9, latencySeconds: 1e-6 })).toBeCloseTo(
      6.08e-6,
      8,
    );
    expect(expertsTouched(1 / 4, 2)).toBeCloseTo(7 / 16, 12);
  });

  it('reads the weights once however many tokens share it, and each cache for itself', () => {
    const step = createStepTime(a100);
    const one = step(decode(1, 0)).bytes;
    expect(step(prompt(512)).bytes - one).toBe((511 * 327_680) / 4);
    expect(step([...decode(8, 1000), ...prompt(100, 50)]).bytes - one).toBe(
      ((8 * 1001 + 150 - 1) * 327_680) / 4,
    );
  });

  it('counts a prompt in chunks as one in a piece, but for weights that are read again', () => {
    const step = createStepTime({ ...a100, tensorParallel: 1 });
    const whole = step(prompt(1000));
    const parts = [step(prompt(400)), step(prompt(600, 400))];
    const head = 2 * 128_256 * 8192;
    expect((parts[0].flops + parts[1].flops - head) / whole.flops).toBeCloseTo(1, 12);
    expect(parts[0].bytes + parts[1].bytes).toBeGreaterThan(whole.bytes * 1.9);
  });

  it('sends what the latency chapter says is sent', () => {
    const setup = { ...RUNNING_EXAMPLE, devices: 4 };
    const link = { bytesPerSecond: 300e9, latencySeconds: 0 };
    const sent = createStepTime({ ...a100, link })(decode(32, 8191)).communicationSeconds * 300e9;
    expect(sent).toBeCloseTo(communicationBytes(setup, 32), 0);
    expect(createStepTime({ ...a100, tensorParallel: 1, link })(decode(32, 0)).communicationSeconds).toBe(0);
  });

  it('says what bounds it', () => {
    const step = createStepTime(a100);
    expect(step(decode(1, 100)).boundBy).toBe('memory');
    expect(step(prompt(4096)).boundBy).toBe('compute');
    const slow = createStepTime({ ...a100, link: { bytesPerSecond: 1e9, latencySeconds: 1e-3 } });
    expect(slow(decode(1, 100)).boundBy).toBe('communication');
  });

  it('keeps keys twice where there are more devices than key heads, and latents on every device', () => {
    const bytes = (model: string, tensorParallel: number) =>
      stepShape({ model, accelerator: 'h100-sxm', tensorParallel }).cacheBytes;
    expect(bytes('llama-3.1-70b', 8)).toBe(bytes('llama-3.1-70b', 4) / 2);
    expect(bytes('llama-3.1-70b', 16)).toBe(bytes('llama-3.1-70b', 8));
    expect(bytes('deepseek-v3', 8)).toBe(bytes('deepseek-v3', 1));
  });

  it('touches more experts with more tokens, never more than there are', () => {
    const step = createStepTime({ model: 'mixtral-8x7b', accelerator: 'a100-80-sxm' });
    const one = step(decode(1, 0)).bytes;
    expect(one / 2e9).toBeCloseTo(12.75, 1);
    expect(step(decode(64, 0)).bytes / 2e9).toBeLessThan(46.8);
    expect(step(decode(64, 0)).bytes / 2e9).toBeGreaterThan(46);
  });

  it('reads no more than the window in layers that have one', () => {
    const step = createStepTime({ model: 'gemma-3-12b', accelerator: 'a100-80-sxm' });
    const grown = step(decode(1, 100_000)).bytes - step(decode(1, 50_000)).bytes;
    const shape = stepShape({ model: 'gemma-3-12b', accelerator: 'a100-80-sxm' });
    expect(grown).toBeCloseTo(8 * 50_000 * shape.cacheBytes, 0);
  });

  it('takes nothing when there is nothing to do, and refuses nonsense', () => {
    expect(createStepTime(a100)([]).seconds).toBe(0);
    expect(createStepTime({ ...a100, fixedSeconds: 0.002 })([]).seconds).toBe(0.002);
    for (const tensorParallel of [0, 1.5, Number.NaN])
      expect(() => stepShape({ ...a100, tensorParallel })).toThrow(/steptime.parallel/);
    const calibration = { computeShare: 0, memoryShare: 1, knee: 2 };
    expect(() => createStepTime({ ...a100, calibration })).toThrow(/steptime.calibration.*computeShare/);
    expect(() =>
      createStepTime({ ...a100, calibration: { ...calibration, computeShare: 1, knee: Number.NaN } }),
    ).toThrow(/knee/);
    expect(() => createStepTime({ ...a100, fixedSeconds: -1 })).toThrow(/steptime.fixed/);
  });
});

describe('over nodes', () => {
  const link = { bytesPerSecond: 300e9, latencySeconds: 1e-6, startSeconds: 20e-6 };
  const wire = { bytesPerSecond: 25e9, latencySeconds: 3e-6 };

  it('pays the start once, and the wire only past the node', () => {
    const node = { ...link, nodeDevices: 8, wire };
    expect(allReduceSeconds(1e6, 1, node)).toBe(0);
    expect(allReduceSeconds(1e6, 8, node)).toBeCloseTo(20e-6 + 14e-6 + (2 * 7 * 1e6) / 8 / 300e9, 12);
    const two = 20e-6 + 14e-6 + (2 * 7 * 1e6) / 8 / 300e9 + 2 * (3e-6 + 1e6 / 8 / 2 / 25e9);
    expect(allReduceSeconds(1e6, 16, node)).toBeCloseTo(two, 12);
    expect(allReduceSeconds(1e6, 16, link)).toBeCloseTo(20e-6 + 30e-6 + (2 * 15 * 1e6) / 16 / 300e9, 12);
  });
});

describe('against published steps', () => {
  it('comes within 6 % of gpt-fast’s 16-bit rows on two to eight A100s', () => {
    const nvlink = { bytesPerSecond: 300e9, latencySeconds: 0.6e-6, startSeconds: 20e-6 };
    const rows = decodeMeasurements.filter(
      (row) =>
        row.software.startsWith('gpt-fast') &&
        row.weight_bits === 16 &&
        row.model.startsWith('llama-2') &&
        row.gpus > 1,
    );
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const step = createStepTime({
        model: row.model,
        accelerator: row.hardware,
        tensorParallel: row.gpus,
        link: nvlink,
      });
      const predicted = step(decode(row.batch, row.context_tokens)).seconds * 1e3;
      expect(Math.abs(predicted / row.ms_per_token - 1), `${row.model} on ${row.gpus}`).toBeLessThan(0.06);
    }
  });
});
