/**
 * The floor of one decode step for any catalogue rows, without a Setup: what receipt.ts prints, as four numbers.
 * Same model and same omissions as the Receipt.
 */
import type { AcceleratorRow } from '../catalog/accelerators';
import { type ModelRef, resolveModel } from './bytes';
import { receipt } from './receipt';

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
 * The time below which a decode step cannot fall. Rows or ids of the catalogue.
 * Worked: the running example is bound by memory at 27.6 ms, compute would take 4.1 ms.
 */
export function decodeStepBound(query: DecodeStepQuery): DecodeStepBound {
  const model = resolveModel(query.model);
  const bill = receipt({
    modelId: model.id,
    customModel: model,
    acceleratorId: typeof query.accelerator === 'string' ? query.accelerator : query.accelerator.id,
    devices: query.devices,
    weightFormat: query.weightFormat,
    kvFormat: query.kvFormat,
    batch: query.batch,
    contextTokens: query.contextTokens,
  });
  const { floorSeconds: seconds, memorySeconds, computeSeconds, boundBy } = bill;
  return { seconds, memorySeconds, computeSeconds, boundBy };
}
