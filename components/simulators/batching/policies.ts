/** What is on show, and in which order. */
import { LANE_IDS, type LaneId } from '@/kernels/serving/batching/params';

export const POLICY_IDS = LANE_IDS;
export type PolicyId = LaneId;

/** What is on show: one step of the walk, which is a policy beside the one before it, or all of them. */
export type Show = PolicyId | 'all';

export function shownPolicies(show: Show): readonly PolicyId[] {
  if (show === 'all') return POLICY_IDS;
  const at = POLICY_IDS.indexOf(show);
  return POLICY_IDS.slice(Math.max(0, at - 1), at + 1);
}

/** For each policy one value. */
export function everyPolicy<T>(of: (id: PolicyId) => T): Record<PolicyId, T> {
  return Object.fromEntries(POLICY_IDS.map((id) => [id, of(id)])) as Record<PolicyId, T>;
}
