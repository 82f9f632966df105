/**
 * Typed access to content/data/vllm-logs.json: what published start-up logs of vLLM print, and how much of a device's
 * memory the runtime shows. GiB as printed; `null` where a log is silent.
 */
import logsFile from '../../content/data/vllm-logs.json';
import { ensure } from '../errors';

export interface VllmLogRow {
  readonly id: string;
  readonly url: string;
  /** Day of the log or of the comment that carries it. */
  readonly date: string;
  readonly generation: 'V0' | 'V1';
  /** Row of the catalogue with the same shape. */
  readonly model: string;
  /** What the log itself serves, where the row is only of the same shape. */
  readonly served?: string;
  /** Positions of the rotary table, when the published model has other ones than the catalogue's row. */
  readonly positions: number;
  readonly accelerator: string | null;
  readonly tensorParallel: number;
  /** Memory of one device as the log prints it. */
  readonly visible: number | null;
  readonly utilization: number;
  readonly maxModelLen: number;
  readonly batchedTokens: number;
  readonly sequences: number;
  readonly chunked: boolean;
  readonly printed: {
    readonly weights: number | null;
    readonly activation: number | null;
    readonly nonTorch: number | null;
    readonly kv: number | null;
    readonly blocks: number | null;
    readonly concurrency: number | null;
  };
  /** What explains a prediction that is more than 5 % off, or null where none is. */
  readonly why: string | null;
  /** The same machine under another way of counting. */
  readonly comparedWith?: string;
}

export const vllmLogs = logsFile.rows as readonly VllmLogRow[];

/** The log with this id. Throws `BookError('catalog.vllm-log')`. */
export function vllmLogById(id: string): VllmLogRow {
  const row = vllmLogs.find((one) => one.id === id);
  ensure(row, 'catalog.vllm-log', { id });
  return row;
}

/** GiB of one device that the runtime shows, where a published log prints it. Worked: h100-sxm, 79.22. */
export function visibleGib(acceleratorId: string): number | undefined {
  return logsFile.visible.find((row) => row.accelerator === acceleratorId)?.gib;
}

/** Peaks of the sampling pass that were printed alone: sequences × vocabulary, and GiB. */
export const samplerPeaks = logsFile.samplerBytesPerLogit;
