import { useEffect, useEffectEvent, useState } from 'react';
import { useSetup } from '@/components/setup/use-setup';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { RunSettings } from '@/kernels/serving/batching/policy-run';
import type { ServingRequest } from '@/kernels/serving/request';
import type { ParamValues } from '@/kernels/simulator';
import type { Show } from './policies';
import { createRunner, type Runner, type RunnerState } from './runner';
import type { PolicyResults } from './types';

export interface Dials {
  readonly values: ParamValues;
  readonly seed: number;
}

/** Results for the dials, the reader's Setup and requests: those of the page's first frame until a worker has others. */
export function useRun(
  first: PolicyResults,
  usual: Dials,
  now: Dials,
  trace: readonly ServingRequest[] | undefined,
): RunnerState & { readonly runner: Runner } {
  const setup = useSetup();
  const [state, setState] = useState<RunnerState>({
    results: first,
    report: undefined,
    busy: false,
    problem: undefined,
  });
  const [runner] = useState(() =>
    createRunner({ params: usual.values, seed: usual.seed, setup: RUNNING_EXAMPLE }, setState),
  );
  const settings: RunSettings = { params: now.values, seed: now.seed, setup, trace };
  const key = keyOf(settings);
  const [shownKey, setShownKey] = useState(() =>
    keyOf({ params: usual.values, seed: usual.seed, setup: RUNNING_EXAMPLE }),
  );
  const run = useEffectEvent(() => runner.run(settings, now.values.show as Show));
  useEffect(() => {
    if (key === shownKey) return;
    setShownKey(key);
    run();
  }, [key, shownKey]);
  useEffect(() => () => runner.close(), [runner]);
  return { ...state, runner };
}

let traces = 0;
const traceIds = new WeakMap<readonly ServingRequest[], number>();

/** What a run depends on, as text: promises and what is on show are not in it. */
function keyOf({ params, seed, setup, trace }: RunSettings): string {
  if (trace && !traceIds.has(trace)) traceIds.set(trace, ++traces);
  const { show, ttftSloSeconds, tpotSloSeconds, ...rest } = params;
  return JSON.stringify([rest, seed, setup, trace && traceIds.get(trace)]);
}
