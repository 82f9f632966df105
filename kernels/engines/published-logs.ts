/**
 * Predictions beside published start-up logs: once from the settings alone, once with the parts a log prints put in their
 * place. The second shows where the first went wrong: when it agrees and the first does not, the difference lies in those parts.
 */
import { type VllmLogRow, vllmLogById, vllmLogs } from '../catalog/vllm-logs';
import { type KvBlocks, type KvBlocksQuery, predictKvBlocks } from './kv-blocks';

const GIB = 2 ** 30;

export interface LogComparison {
  readonly row: VllmLogRow;
  /** Bytes of cache on one device that the log reports. */
  readonly reportedBytes: number;
  readonly blind: KvBlocks;
  readonly told: KvBlocks;
  /** (predicted − reported) / |reported|, of the cache. */
  readonly blindError: number;
  readonly toldError: number;
  /** (told − reported) / budget: what matters where the cache is a small rest of large numbers. */
  readonly budgetError: number;
}

const bytes = (gib: number | null): number | undefined => (gib === null ? undefined : gib * GIB);

function queryOf(row: VllmLogRow): KvBlocksQuery {
  return {
    model: row.model,
    accelerator: row.accelerator ?? undefined,
    visibleBytes: bytes(row.visible),
    gpuMemoryUtilization: row.utilization,
    tensorParallel: row.tensorParallel,
    // The one model of the list whose weights are published in four bits.
    weightFormat: row.model.startsWith('gpt-oss') ? 'mxfp4' : 'bf16',
    maxModelLen: row.maxModelLen,
    batchedTokens: row.batchedTokens,
    sequences: row.sequences,
    samples: row.generation === 'V1' || !row.chunked,
    positions: row.positions,
  };
}

/** One log. Worked: llama-3.1-8b on an RTX 3090 with 20,000 tokens: 6.8 % too many blind, 0.02 % told. */
export function compareLog(row: VllmLogRow): LogComparison {
  const query = queryOf(row);
  const blind = predictKvBlocks(query);
  const { printed } = row;
  const blockBytes = blind.blockBytes;
  // A block count is exact, a printed size is rounded.
  const reportedBytes = printed.blocks === null ? (printed.kv ?? 0) * GIB : printed.blocks * blockBytes;
  const other = row.comparedWith === undefined ? undefined : vllmLogById(row.comparedWith).printed.blocks;
  const recounted =
    other == null || printed.blocks === null
      ? undefined
      : blind.nonTorchBytes + (other - printed.blocks) * blockBytes;
  const told = predictKvBlocks({
    ...query,
    weightBytes: bytes(printed.weights),
    activationBytes: bytes(printed.activation),
    nonTorchBytes: bytes(printed.nonTorch) ?? recounted,
  });
  const relative = (one: KvBlocks) => (one.kvBytes - reportedBytes) / Math.abs(reportedBytes);
  return {
    row,
    reportedBytes,
    blind,
    told,
    blindError: relative(blind),
    toldError: relative(told),
    budgetError: (told.kvBytes - reportedBytes) / told.budgetBytes,
  };
}

/** All logs, in the order of the file. */
export const compareLogs = (): readonly LogComparison[] => vllmLogs.map(compareLog);
