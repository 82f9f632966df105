import { describe, expect, it } from 'vitest';
import { layerProducts } from '@/kernels/catalog/measurements';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { createFleetJob, fleetRuns, scaleOutFigure } from '@/kernels/serving/scale-out/figure';
import { machineQuery } from '@/kernels/serving/scale-out/fleet';
import { decodeItems, machineOf, passTimeOf } from '@/kernels/serving/scale-out/machine';
import { scaleOutPresets, scaleOutSetup } from '@/kernels/serving/scale-out/params';
import { tokenCurve, tokenTime } from '@/kernels/serving/scale-out/token-time';
import { setId, stepTimeParams } from '@/kernels/serving/step-time/figure';

const fleet = scaleOutSetup(scaleOutPresets.chat.params);
const query = machineQuery(RUNNING_EXAMPLE, fleet);
const at = (tensorParallel: number, pipelineStages: number, sequences = 32, context = 8192) =>
  tokenTime({ ...query, tensorParallel, pipelineStages }, sequences, context);

describe('one token', () => {
  it('takes what its parts add up to, and what the step model says', () => {
    for (const [layer, stages] of [
      [1, 1],
      [8, 1],
      [4, 2],
      [16, 1],
      [2, 8],
    ]) {
      const token = at(layer, stages);
      const sum = token.memorySeconds + token.computeSeconds + token.linkSeconds + token.latencySeconds;
      expect(sum).toBeCloseTo(token.seconds, 12);
      for (const part of [token.memorySeconds, token.computeSeconds, token.linkSeconds, token.latencySeconds])
        expect(part).toBeGreaterThanOrEqual(0);
    }
    const step = passTimeOf(machineOf({ ...query, tensorParallel: 8, pipelineStages: 1 }));
    expect(at(8, 1).seconds).toBeCloseTo(step(decodeItems(32, 8192)).seconds, 12);
  });

  it('is the header’s', () => {
    const curve = tokenCurve(query, 1, 100).tensor.map((point) => point.seconds * 1e3);
    expect(curve[1]).toBeCloseTo(49.3, 1);
    expect(curve[3]).toBeCloseTo(16.0, 1);
    expect(curve[5] / curve[4]).toBeGreaterThan(0.85);
  });

  it('gets no faster by stages for a single sequence, and says when nothing fits', () => {
    expect(at(1, 8, 1, 100).seconds).toBeGreaterThanOrEqual(at(1, 1, 1, 100).seconds);
    expect(at(1, 1).fits).toBe(false);
    expect(at(4, 1).fits).toBe(true);
  });

  it('of a small model turns', () => {
    const small = tokenCurve({ ...query, model: 'llama-2-7b' }, 1, 100);
    expect(small.fastestDevices).toBe(16);
    expect(small.kneeDevices).toBeLessThan(16);
  });
});

describe('the figure', () => {
  it('comes to the same in slices as at once, and knows nothing before both lanes have run', () => {
    const figure = scaleOutFigure(RUNNING_EXAMPLE, { ...scaleOutPresets.chat.params, outputTokens: 32 });
    const job = createFleetJob(RUNNING_EXAMPLE, figure, 3);
    expect(job.advance(10)).toBe(false);
    expect(job.result()).toBeUndefined();
    while (!job.advance(5000));
    expect(job.result()).toEqual(fleetRuns(RUNNING_EXAMPLE, figure, 3));
    expect(job.result()?.apart.spans.some((span) => span.kind === 'transfer')).toBe(true);
  });

  it('runs nothing where nothing can run', () => {
    const figure = scaleOutFigure(RUNNING_EXAMPLE, { ...scaleOutPresets.chat.params, tensorParallel: '1' });
    expect(figure.problem).toBe('weights');
    expect(fleetRuns(RUNNING_EXAMPLE, figure, 3)).toBeUndefined();
  });

  it('of products offers the sets that were measured', () => {
    expect(stepTimeParams[0].choices).toEqual(layerProducts.map(setId));
  });
});
