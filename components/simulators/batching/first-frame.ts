/** The figure's first frame, computed when the site is built: the page teaches before any script has run. */
import { layoutTimeline } from '@/components/charts/timeline/layout';
import { timelineSvg } from '@/components/charts/timeline/svg-pen';
import { readUrlState } from '@/components/url-state';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { Timeline } from '@/kernels/serving/timeline/timeline';
import { figurePresets, figureSpecs, sloOf } from './params';
import { everyPolicy, type PolicyId, type Show, shownPolicies } from './policies';
import { createSession } from './session';
import type { PolicyResults } from './types';
import { LANE_HEIGHT, windowOf } from './window';

const WIDTH = 1000;

export interface FirstFrame {
  readonly preset: string;
  readonly results: PolicyResults;
  /** SVG text of the policies on show, and the height of each. */
  readonly stills: Readonly<Partial<Record<PolicyId, { svg: string; height: number }>>>;
}

export function firstFrame(asked: string | undefined): FirstFrame {
  const preset = asked && Object.hasOwn(figurePresets, asked) ? asked : 'guided';
  const { values, seed } = readUrlState('', figureSpecs, figurePresets, preset);
  const session = createSession();
  session.begin({ params: values, seed, setup: RUNNING_EXAMPLE });
  const results = everyPolicy((policy) => {
    const result = session.run(policy);
    return { ...result, timeline: plain(result.timeline) };
  });
  const shown = shownPolicies(values.show as Show);
  const window = windowOf(results, shown, 1, 0);
  const stills = shown.map((policy) => {
    const { timeline } = results[policy];
    const layout = layoutTimeline(timeline, window, LANE_HEIGHT);
    const drawing = { timeline, layout, window, width: WIDTH, slo: sloOf(values) };
    const svg = timelineSvg(drawing, { id: `still-${policy}`, paint: (name) => `var(--${name})` }, false);
    return [policy, { svg, height: layout.height }];
  });
  return { preset, results, stills: Object.fromEntries(stills) };
}

/** As numbers that go into the page's HTML: a tenth of a millisecond is more than anybody sees. NaN is null there. */
function plain(timeline: Timeline): Timeline {
  const round = (value: number) => Number(value.toFixed(4));
  return Object.fromEntries(
    Object.entries(timeline).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : Array.from(value as ArrayLike<number>, round),
    ]),
  ) as unknown as Timeline;
}
