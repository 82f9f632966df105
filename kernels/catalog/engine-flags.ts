/**
 * Typed access to content/data/engine-flags.json: the flags of three engines that decide memory, batching, parallelism,
 * quantization, caching and speculation, and the few others most command lines carry. Leaves out the rest of each engine's
 * several hundred: an unlisted flag is not a wrong one.
 */
import flagsFile from '../../content/data/engine-flags.json';

export type FlagEngine = 'vllm' | 'sglang' | 'llama.cpp';
export const flagEngines: readonly FlagEngine[] = ['vllm', 'sglang', 'llama.cpp'];

/** `size` is a whole number that may carry k, K, m, M, g or G; `list` takes every word up to the next flag. */
export type FlagKind = 'integer' | 'number' | 'size' | 'text' | 'choice' | 'switch' | 'json' | 'list';
export type FlagTopic =
  | 'model'
  | 'memory'
  | 'batching'
  | 'parallelism'
  | 'quantization'
  | 'caching'
  | 'speculation'
  | 'server';

export interface EngineFlag {
  readonly engine: FlagEngine;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Former or mistaken spellings that are understood. */
  readonly aka?: readonly string[];
  /** Spellings that turn a switch off, besides `--no-…`. */
  readonly off?: readonly string[];
  readonly kind: FlagKind;
  readonly topic: FlagTopic;
  /** Null where the engine decides at start. */
  readonly default: string | number | boolean | null;
  /** The field of a Setup that it fills. */
  readonly moves: 'modelId' | 'devices' | 'weightFormat' | 'kvFormat' | 'batch' | 'contextTokens' | null;
  readonly choices?: readonly string[];
  /** A choice that may stand alone. */
  readonly optional?: boolean;
  /** A number that may be `auto`. */
  readonly auto?: boolean;
  /** May stand several times: each one counts. */
  readonly repeats?: boolean;
  /** Least value allowed; for a share, more than it. */
  readonly least?: number;
  readonly most?: number;
  /** Current versions no longer have it. */
  readonly gone?: boolean;
  /** Version that took it away, where it is known. */
  readonly goneFrom?: string;
  /** Key of `flagSources`. */
  readonly source: string;
  readonly en: string;
  readonly zh: string;
}

interface BothLanguages {
  readonly en: string;
  readonly zh: string;
}

export interface FlagSource {
  /** In both languages where it is more than a name and a path. */
  readonly title: string | BothLanguages;
  /** Of a file in a repository, in short. */
  readonly commit?: string;
  /** Day, year or release, where it is known. */
  readonly when?: BothLanguages;
  readonly url: string;
}

export const engineFlags = flagsFile.flags as readonly EngineFlag[];
export const flagSources: Readonly<Record<string, FlagSource>> = flagsFile.sources;
