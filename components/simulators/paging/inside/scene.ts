/** One moment of the engine's cache, in the form its drawings ask for. */
import { fill } from '@/components/lang';
import type { BlockKey } from '@/kernels/serving/kv/block-hash';
import { freeBlocks } from '@/kernels/serving/kv/block-pool';
import type { InsideRun } from '@/kernels/serving/paging/inside';
import type { PagingSetup } from '@/kernels/serving/paging/params';
import type { RequestState } from '@/kernels/serving/schedulers/vllm/request';
import type { InsideMessages } from './messages';

export interface Use {
  readonly holder: RequestState;
  /** Place of the block in the holder's table. */
  readonly index: number;
}

export interface Scene {
  readonly run: InsideRun;
  readonly setup: PagingSetup;
  /** Who has a block in its table, in order of admission. */
  readonly uses: ReadonlyMap<number, readonly Use[]>;
  /** Free blocks, front first. */
  readonly queue: readonly number[];
}

export function sceneOf(run: InsideRun, setup: PagingSetup): Scene {
  const uses = new Map<number, Use[]>();
  for (const holder of run.scheduler.running) {
    holder.table.forEach((block, index) => {
      const list = uses.get(block);
      if (list) list.push({ holder, index });
      else uses.set(block, [{ holder, index }]);
    });
  }
  return { run, setup, uses, queue: freeBlocks(run.scheduler.kv.pool) };
}

/** Tokens stored in a block that is in use. */
export function filledOf({ holder, index }: Use, blockTokens: number): number {
  return Math.max(0, Math.min(blockTokens, holder.computed - index * blockTokens));
}

export function whoText(run: InsideRun, owner: number, words: InsideMessages): string {
  const { request, answer } = run.sequenceOf(owner);
  return fill(answer === 0 ? words.request : words.second, { n: request + 1 });
}

/** A block's name as text. Worked: 255 → "000000000000ff". */
export function nameText(key: BlockKey): string {
  return typeof key === 'number' ? key.toString(16).padStart(14, '0') : key;
}
