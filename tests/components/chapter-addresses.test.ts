import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { liveBatchingSpecs } from '../../components/labs/live-batching/params';
import { pagedSpecs } from '../../components/labs/paged-attention/params';
import { speculativeSpecs } from '../../components/labs/speculative-live/params';
import { figureSpecs } from '../../components/simulators/batching/params';
import { chooseParams } from '../../kernels/cost/choose/params';
import { measuredParams } from '../../kernels/cost/latency/measured-params';
import { latencyParams } from '../../kernels/cost/latency/params';
import { plannerParams } from '../../kernels/cost/memory-planner/params';
import { caseParams } from '../../kernels/cost/oom-case/params';
import { managerParams } from '../../kernels/cost/quantization-manager/params';
import { pagingParams } from '../../kernels/serving/paging/params';
import { scaleOutParams } from '../../kernels/serving/scale-out/params';
import { stepTimeParams } from '../../kernels/serving/step-time/figure';
import type { ParamSpec } from '../../kernels/simulator';
import { speculativeParams } from '../../kernels/speculative/params';

/** Figures that stand on one page and share its address. Labs leave `preset` and `seed` alone. */
const pages: Record<string, readonly (readonly ParamSpec[])[]> = {
  bytes: [plannerParams, caseParams],
  paging: [pagingParams, pagedSpecs],
  latency: [latencyParams, measuredParams],
  batching: [figureSpecs, liveBatchingSpecs],
  speculative: [speculativeParams, speculativeSpecs],
  'scale-out': [scaleOutParams, stepTimeParams],
  choose: [chooseParams, managerParams],
};
/** Views of the second figure on a page where both have scenes. */
const second = ['oom-case/CaseView', 'measured/MeasuredView', 'step-time/StepTimeView'];

describe('figures of one chapter', () => {
  it.each(Object.entries(pages))('%s: no key of the address has two meanings', (_, figures) => {
    const keys = figures.flatMap((specs) => specs.map(({ key }) => key));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys).not.toContain('preset');
  });

  it.each([...second, 'quantization-manager/ManagerView'])(
    '%s names its scenes by a key of its own',
    (view) => {
      const source = readFileSync(`components/simulators/${view}.tsx`, 'utf8');
      expect(source).toMatch(/presetKey: '(?!preset')\w+'/);
    },
  );
});
