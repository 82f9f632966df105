/** The schedulers by their id. */
import { orcaPolicy } from './orca';
import { sarathiPolicy } from './sarathi';
import type { Demand, PolicyId, Scheduler, ServerConfig } from './scheduler';
import { createServer, type SavedServer } from './server';
import { staticPolicy } from './static';
import { vllmV0Policy } from './vllm-v0';
import { createVllmV1, type SavedVllmV1 } from './vllm-v1';

const policies = {
  static: staticPolicy,
  orca: orcaPolicy,
  'vllm-v0': vllmV0Policy,
  sarathi: sarathiPolicy,
} as const;

/** A scheduler over the given requests, afresh or as it was saved. */
export function createScheduler(
  policy: PolicyId,
  config: ServerConfig,
  requests: readonly Demand[],
  saved?: unknown,
): Scheduler {
  if (policy === 'vllm-v1') return createVllmV1(config, requests, saved as SavedVllmV1 | undefined);
  return createServer(policies[policy], config, requests, saved as SavedServer | undefined);
}
