/** Runs settings in the worker and hands results over once a frame. No React here. */
import type { RunSettings } from '@/kernels/serving/batching/policy-run';
import { type Client, createClient } from './client';
import { POLICY_IDS, type PolicyId, type Show, shownPolicies } from './policies';
import type { PolicyResult, PolicyResults, StepReport } from './types';

export interface Problem {
  readonly id: string;
  readonly data: Record<string, string | number>;
}

export interface RunnerState {
  readonly results: PolicyResults;
  readonly report: StepReport | undefined;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
}

export interface Runner {
  run(settings: RunSettings, show: Show): void;
  /** Opens the iteration of that moment, or the one `by` places from the one that is open. */
  inspect(policy: PolicyId, seconds: number, by?: number): void;
  close(): void;
}

/** @param first the settings whose results the page shows already */
export function createRunner(
  first: RunSettings,
  update: (change: (state: RunnerState) => RunnerState) => void,
): Runner {
  let client: Client | undefined;
  let pending: PolicyResult[] = [];
  let frame = 0;
  let begun = false;
  const take = () => {
    frame = 0;
    const news = Object.fromEntries(pending.map((result) => [result.policy, result]));
    pending = [];
    update((state) => ({ ...state, results: { ...state.results, ...news } }));
  };
  const ready = (): Client => {
    client ??= createClient({
      onResult(result) {
        pending.push(result);
        if (frame === 0) frame = requestAnimationFrame(take);
      },
      onDone: () => update((state) => ({ ...state, busy: false })),
      onStep: (report) => update((state) => ({ ...state, report })),
      onError: (id, data) => update((state) => ({ ...state, busy: false, problem: { id, data } })),
    });
    return client;
  };
  return {
    run(settings, show) {
      begun = true;
      update((state) => ({ ...state, busy: true, problem: undefined, report: undefined }));
      const shown = shownPolicies(show);
      ready().run(settings, [...shown, ...POLICY_IDS.filter((policy) => !shown.includes(policy))]);
    },
    inspect(policy, seconds, by) {
      // The worker knows nothing of the page's first frame until it is told of its settings.
      if (!begun) ready().run(first, [policy]);
      begun = true;
      ready().inspect(policy, seconds, by);
    },
    close() {
      cancelAnimationFrame(frame);
      client?.close();
      client = undefined;
      begun = false;
    },
  };
}
