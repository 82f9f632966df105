/**
 * The floor of one decode step for any catalogue rows, without a Setup: what receipt.ts prints, as four numbers.
 * Same model and same omissions as the Receipt.
 */
import { type AcceleratorRow, acceleratorById } from '../catalog/accelerators';
import { ensure } from '../errors';
import { type ModelRef, resolveModel } from './bytes';
import { wideFormat } from './flops';
import { billOf } from './receipt';

export interface DecodeStepQuery {
  readonly model: ModelRef;
  readonly accelerator: AcceleratorRow | string;
  readonly devices: number;
  readonly weightFormat: string;
  readonly kvFormat: string;
  readonly batch: number;
  readonly contextTokens: number;
}

export interface DecodeStepBound {
  /** The larger of the two below. */
  readonly seconds: number;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly boundBy: 'memory' | 'compute';
}

/**
 * The time below which a decode step cannot fall. Rows, or ids of the catalogue. Throws `BookError('step.bad-count')`
 * for devices or a batch below one and a negative context, and the errors of the catalogue. A device whose rate nobody
 * states is charged for reading alone: the bound stays a lower one.
 * Worked: the running example is bound by memory at 27.6 ms, compute would take 4.1 ms.
 */
export function decodeStepBound(query: DecodeStepQuery): DecodeStepBound {
  const { devices, batch, contextTokens } = query;
  for (const [name, value, least] of [
    ['devices', devices, 1],
    ['batch', batch, 1],
    ['contextTokens', contextTokens, 0],
  ] as const) {
    ensure(Number.isFinite(value) && value >= least, 'step.bad-count', { name, value: String(value) });
  }
  const accelerator =
    typeof query.accelerator === 'string' ? acceleratorById(query.accelerator) : query.accelerator;
  const rate = wideFormat(accelerator, query.weightFormat) ? undefined : Number.POSITIVE_INFINITY;
  const bill = billOf({ ...query, model: resolveModel(query.model), accelerator }, rate);
  const { floorSeconds: seconds, memorySeconds, computeSeconds, boundBy } = bill;
  return { seconds, memorySeconds, computeSeconds, boundBy };
}
