import { useEffect, useRef, useState } from 'react';
import type { Setup } from '@/kernels/cost/setup';
import { createFleetJob, type FleetRuns, type ScaleOutFigure } from '@/kernels/serving/scale-out/figure';

/** A slider that moves starts nothing until it rests this long. */
const REST_MS = 140;
/** Work per slice, well inside a frame, and events between two looks at the clock. */
const SLICE_MS = 6;
const EVENTS = 200;

export interface FleetView {
  /** The newest results, those of an earlier setting while new ones are on their way. */
  readonly runs: FleetRuns | undefined;
  /** Whether the results are those of the figure as it stands, all of them. */
  readonly settled: boolean;
}

/** Runs the fleets of a figure in slices between frames; what was run at build stands until something changes. */
export function useFleetRuns(
  setup: Setup,
  figure: ScaleOutFigure,
  seed: number,
  first: FleetRuns | undefined,
): FleetView {
  const [view, setView] = useState<FleetView & { readonly of: ScaleOutFigure }>(() => ({
    runs: first,
    settled: true,
    of: figure,
  }));
  const built = useRef(figure);
  useEffect(() => {
    if (figure === built.current) return;
    if (figure.problem) {
      setView({ runs: undefined, settled: true, of: figure });
      return;
    }
    let job: ReturnType<typeof createFleetJob> | undefined;
    let timer: ReturnType<typeof setTimeout>;
    const slice = () => {
      job ??= createFleetJob(setup, figure, seed);
      const until = performance.now() + SLICE_MS;
      let done = false;
      while (!done && performance.now() < until) done = job.advance(EVENTS);
      const runs = job.result();
      if (done && runs) setView({ runs, settled: true, of: figure });
      else timer = setTimeout(slice, 0);
    };
    timer = setTimeout(slice, REST_MS);
    return () => clearTimeout(timer);
  }, [setup, figure, seed]);
  return { runs: view.runs, settled: view.settled && view.of === figure };
}
