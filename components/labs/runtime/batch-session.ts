/**
 * Several sequences through one Llama graph of kernels/onnx at once, with a padded cache that rows join and leave.
 * A cache tensor is a block [rows, kvHeads, columns, headDim], as wide as the longest sequence; a row that joins or
 * leaves means a new block, and every key and value that stays is copied into it: that is the repacking, and its
 * seconds and bytes are counted. Two forms of the graph keep their columns differently:
 * - `gqa`: a row's tokens come first and the padding behind; a new token goes to the row's own end.
 * - `plain`: a new token goes to the block's last column in every row; the mask says which columns a row has.
 * Both put a row's tokens first when the block is made anew.
 */
import type * as Ort from 'onnxruntime-web';
import type { LlamaConfig } from '@/kernels/transformer/config';
import type { OrtModule, Provider } from './llama-session';
import { type Columns, packRows, type Source } from './pack-rows';

export interface BatchSessionOptions {
  readonly provider: Provider;
  readonly attention: 'gqa' | 'plain';
  readonly now: () => number;
}

export interface Repacking {
  readonly seconds: number;
  readonly bytes: number;
}

/** Rows that run together. It owns its cache. */
export interface Cohort {
  readonly ids: readonly number[];
  /** Columns of the cache, padding included. */
  readonly columns: number;
  /** One token for every row; returns logits [rows, vocab]. */
  step(tokens: ArrayLike<number>): Promise<Float32Array>;
  release(): void;
}

export interface BatchSession {
  readonly config: LlamaConfig;
  /** Prompts run together, padded to the longest; `logits` [rows, vocab] are those after each prompt's last token. */
  prefill(
    prompts: readonly { readonly id: number; readonly tokens: readonly number[] }[],
  ): Promise<{ cohort: Cohort; logits: Float32Array }>;
  /** One cohort out of several, of the rows that `keep` names, in that order. The old ones are released. */
  repack(
    cohorts: readonly Cohort[],
    keep: readonly number[],
  ): Promise<{ cohort: Cohort | undefined } & Repacking>;
  release(): Promise<void>;
}

interface Row {
  readonly id: number;
  readonly columns: Columns;
  readonly length: number;
}

type Cache = ReadonlyMap<string, Ort.Tensor>;
type Inner = Cohort & { readonly rows: readonly Row[]; readonly cache: Cache };

export async function createBatchSession(
  ort: OrtModule,
  graph: Uint8Array,
  config: LlamaConfig,
  { provider, attention, now }: BatchSessionOptions,
): Promise<BatchSession> {
  const { kvHeads, headDim, layers, vocabSize } = config;
  const names = Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
  const session = await ort.InferenceSession.create(graph, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(provider === 'webgpu' && {
      preferredOutputLocation: Object.fromEntries(names.map((name) => [`present.${name}`, 'gpu-buffer'])),
    }),
  });
  const int64 = (values: readonly number[], rows: number) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [rows, values.length / rows]);

  const run = async (
    rows: number,
    tokens: readonly number[],
    mask: readonly number[],
    positions: readonly number[],
    cache: Cache | undefined,
  ) => {
    const feeds: Record<string, Ort.Tensor> = {
      input_ids: int64(tokens, rows),
      attention_mask: int64(mask, rows),
      position_ids: int64(positions, rows),
    };
    for (const name of names) {
      feeds[`past_key_values.${name}`] =
        cache?.get(name) ?? new ort.Tensor('float32', new Float32Array(0), [rows, kvHeads, 0, headDim]);
    }
    const results = await session.run(feeds);
    return {
      logits: results.logits.data as Float32Array,
      cache: new Map(names.map((name) => [name, results[`present.${name}`]])) as Cache,
    };
  };
  const drop = (cache: Cache) => {
    for (const tensor of cache.values()) tensor.dispose();
  };

  const createCohort = (startRows: readonly Row[], startColumns: number, startCache: Cache): Inner => {
    let rows = startRows;
    let columns = startColumns;
    let cache = startCache;
    return {
      ids: rows.map(({ id }) => id),
      get columns() {
        return columns;
      },
      get rows() {
        return rows;
      },
      get cache() {
        return cache;
      },
      async step(tokens) {
        const next = rows.map((row) => advance(row, columns, attention));
        const mask = next.flatMap((row) => maskOf(row.columns, columns + 1));
        const positions = rows.map(({ length }) => length);
        const made = await run(rows.length, Array.from(tokens), mask, positions, cache);
        drop(cache);
        cache = made.cache;
        rows = next;
        columns += 1;
        return made.logits;
      },
      release: () => drop(cache),
    };
  };

  return {
    config,
    async prefill(prompts) {
      const columns = Math.max(...prompts.map(({ tokens }) => tokens.length));
      const pad = (values: readonly number[]) => [
        ...values,
        ...new Array<number>(columns - values.length).fill(0),
      ];
      const made = await run(
        prompts.length,
        prompts.flatMap(({ tokens }) => pad(tokens)),
        prompts.flatMap(({ tokens }) => pad(tokens.map(() => 1))),
        prompts.flatMap(({ tokens }) => pad(tokens.map((_, place) => place))),
        undefined,
      );
      const logits = new Float32Array(prompts.length * vocabSize);
      for (const [row, { tokens }] of prompts.entries()) {
        const at = (row * columns + tokens.length - 1) * vocabSize;
        logits.set(made.logits.subarray(at, at + vocabSize), row * vocabSize);
      }
      const rows = prompts.map(({ id, tokens }) => ({
        id,
        length: tokens.length,
        columns: [[0, tokens.length]] as Columns,
      }));
      return { cohort: createCohort(rows, columns, made.cache), logits };
    },
    async repack(cohorts, keep) {
      const sources = keep.map((id): Source & { row: Row } => {
        for (const cohort of cohorts as readonly Inner[]) {
          const at = cohort.rows.findIndex((row) => row.id === id);
          if (at >= 0) return { cache: cohort.cache, at, of: cohort.columns, row: cohort.rows[at] };
        }
        throw new Error(`no cohort has row ${id}`);
      });
      if (sources.length === 0) {
        for (const cohort of cohorts) cohort.release();
        return { cohort: undefined, seconds: 0, bytes: 0 };
      }
      const start = now();
      const columns = Math.max(...sources.map(({ row }) => row.length));
      const packed = await packRows(
        ort,
        provider,
        sources.map((source) => ({ ...source, columns: source.row.columns })),
        { names, kvHeads, headDim, columns },
      );
      for (const cohort of cohorts) cohort.release();
      const seconds = now() - start;
      const rows = sources.map(({ row: { id, length } }) => ({
        id,
        length,
        columns: [[0, length]] as Columns,
      }));
      return { cohort: createCohort(rows, columns, packed.cache), seconds, bytes: packed.bytes };
    },
    release: () => session.release(),
  };
}

/** A row with one more token: at its own end, or in the block's new last column. */
function advance(row: Row, columns: number, attention: 'gqa' | 'plain'): Row {
  const { id, length } = row;
  const last = row.columns[row.columns.length - 1];
  const at = attention === 'gqa' ? length : columns;
  const grown: Columns =
    last[1] === at ? [...row.columns.slice(0, -1), [last[0], at + 1]] : [...row.columns, [at, at + 1]];
  return { id, length: length + 1, columns: grown };
}

function maskOf(columns: Columns, width: number): number[] {
  const mask = new Array<number>(width).fill(0);
  for (const [from, until] of columns) mask.fill(1, from, until);
  return mask;
}
