/** The figure's first frame, computed when the site is built: the page teaches before any script has run. */
import type { AllocatorId } from '@/kernels/serving/paging/allocator';
import { pagingPresets } from '@/kernels/serving/paging/params';
import { type PagingMetrics, pagingSimulator } from '@/kernels/serving/paging/simulator';
import type { Description } from '@/kernels/simulator';
import { headStartOf, type PackedHeadStart, packHeadStart } from './head-start';
import { layoutOf } from './map-layout';
import { mapSvg } from './map-svg';
import { chartPaths, FIRST_STEP } from './readings';
import { type RequestReport, reportOf, requestToShow } from './report';
import { createRun } from './run';

export interface FirstFrame {
  readonly preset: string;
  readonly stepCount: number;
  /** The machine at that step, so that the page can go on from it at once. */
  readonly head: PackedHeadStart;
  readonly metrics: PagingMetrics;
  readonly description: Description;
  readonly report: RequestReport;
  readonly arrived: number;
  readonly rows: Readonly<Record<AllocatorId, number>>;
}

function everyLane<T>(of: (id: AllocatorId) => T): Record<AllocatorId, T> {
  return { reserve: of('reserve'), grow: of('grow'), paged: of('paged') };
}

export function firstFrame(asked: string | undefined): {
  first: FirstFrame;
  maps: Record<AllocatorId, string>;
  charts: Record<AllocatorId, readonly string[]>;
} {
  const preset = asked && Object.hasOwn(pagingPresets, asked) ? asked : 'crowded';
  const { params, seed } = pagingPresets[preset];
  const run = createRun(params, seed);
  run.seek(FIRST_STEP);
  const { state } = run;
  return {
    first: {
      preset,
      stepCount: state.stepCount,
      head: packHeadStart(headStartOf(state)),
      metrics: pagingSimulator.metrics(state),
      description: pagingSimulator.describe(state),
      report: reportOf(state, requestToShow(state)),
      arrived: state.arrived,
      rows: everyLane((id) => layoutOf(state, id).rows),
    },
    maps: everyLane((id) => mapSvg(state, id, (name) => `var(--${name})`)),
    charts: everyLane((id) => chartPaths(run, id)),
  };
}
