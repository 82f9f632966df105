/**
 * The planner's plans of one model, asked once for each pair of formats, count of devices and batch: of what a plan says,
 * only the capacity and the share that an engine keeps for itself depend on the device. A search over thirty devices asks
 * the planner a thirtieth as often. Same model and omissions as plan-memory.ts; a test holds the two equal.
 */
import { type AcceleratorRow, accelerators, capacityBytes } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import { type EngineId, engines } from '../engines';
import { type PlanTerm, planMemory, planTerms } from '../plan-memory';

/** Bytes over all devices, before it is known which. */
export type Terms = Readonly<Record<Exclude<PlanTerm, 'overhead'>, number>>;

/** Plans of one pair of formats, by devices and batch. */
export type Plans = (devices: number, batch: number) => Terms;

export interface PlansQuery {
  readonly model: ModelRow;
  readonly weightFormat: string;
  readonly kvFormat: string;
  readonly contextTokens: number;
  readonly engine: EngineId;
}

/** More than any batch. */
const BATCHES = 2 ** 32;

/** The terms. Throws as `planMemory` does. Worked: llama-2-7b in fp16, 2,048 tokens: 13.48 GB of weights, 1.07 of cache. */
export function plansOf(query: PlansQuery): Plans {
  const [anyDevice] = accelerators;
  const known = new Map<number, Terms>();
  return (devices, batch) => {
    const key = devices * BATCHES + batch;
    const found = known.get(key) ?? planMemory({ ...query, accelerator: anyDevice, devices, batch });
    known.set(key, found);
    return found;
  };
}

/** What the engine keeps for itself on so many devices. */
export function overheadOf(engine: EngineId, accelerator: AcceleratorRow, devices: number): number {
  const { reservedShare, contextBytes } = engines[engine];
  return capacityBytes(accelerator) * devices * reservedShare + contextBytes * devices;
}

/** The planner's total: added in its order, so that both round alike. */
export function totalOf(terms: Terms, overhead: number): number {
  return planTerms.reduce((sum, term) => sum + (term === 'overhead' ? overhead : terms[term]), 0);
}
