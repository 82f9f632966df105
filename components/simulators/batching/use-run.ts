import { useEffect, useEffectEvent, useState } from 'react';
import { useSetup } from '@/components/setup/use-setup';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { RunSettings } from '@/kernels/serving/batching/policy-run';
import type { Traffic } from '@/kernels/serving/workload/csv';
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
  own: Traffic | undefined,
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
  const settings: RunSettings = { params: now.values, seed: now.seed, setup, ...partsOf(own) };
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

function partsOf(own: Traffic | undefined): Pick<RunSettings, 'trace' | 'lengths'> {
  return own?.kind === 'lengths' ? { lengths: own.pairs } : { trace: own?.requests };
}

let tables = 0;
const tableIds = new WeakMap<object, number>();

/** What a run depends on, as text: promises and what is on show are not in it. */
function keyOf({ params, seed, setup, trace, lengths }: RunSettings): string {
  const table = trace ?? lengths;
  if (table && !tableIds.has(table)) tableIds.set(table, ++tables);
  const { show, ttftSloSeconds, tpotSloSeconds, ...rest } = params;
  return JSON.stringify([rest, seed, setup, table && tableIds.get(table)]);
}
