/**
 * All that the book says of a pasted command and its start-up log: what was read, what every flag moves, what does not go
 * together, and the room for the cache that vLLM should find. Plain data, made anywhere; worded by the view. Leaves nothing
 * of the text out but what lies beyond LONGEST characters, and says so.
 */
import { engineFlags, type FlagEngine } from '../catalog/engine-flags';
import { editDistance, nearNames } from '../catalog/find';
import { type ModelRow, modelById } from '../catalog/models';
import type { EngineId } from '../cost/engines';
import { type MemoryPlan, planMemory } from '../cost/plan-memory';
import type { Setup } from '../cost/setup';
import { type BatchingDials, batchingDials } from './batching-dials';
import { type ParsedCommand, parseCommandLine } from './command-line';
import { type FlagEffect, flagEffects, type Outcome } from './effects';
import { type KvBlocks, type KvBlocksQuery, predictKvBlocks } from './kv-blocks';
import { type KvQuestion, kvQuestion } from './kv-query';
import { commandInLog } from './log-args';
import { type SetupReading, setupOf } from './setup-of';
import { quoteWord } from './shell';
import { readVllmLog, type VllmLog } from './vllm-log';

/** Characters of either text that are read: far more than any command, and soon done. */
export const LONGEST = 100_000;

export interface Paste {
  readonly command: string;
  readonly log: string;
  /** The reader's Setup: load and device, where the command does not say. */
  readonly setup: Setup;
}

export interface UnknownName {
  readonly written: string;
  readonly at: number;
  readonly value?: string;
  /** The known spelling nearest to it, where one is near enough to have been meant. */
  readonly near?: string;
}

export interface CachePrediction {
  readonly question: KvQuestion;
  readonly blind: KvBlocks;
  readonly told?: KvBlocks;
  /** Tokens of the cache as the log has it. */
  readonly reported?: number;
}

export interface PasteReport {
  readonly parsed: ParsedCommand;
  readonly unknown: readonly UnknownName[];
  readonly reading: SetupReading;
  /** The reader's Setup with what the command says, and what the engine does by default, in place. */
  readonly setup: Setup;
  /** Absent where the model is not known. */
  readonly plan?: MemoryPlan;
  /** Dials of the batching simulator that the command sets, and which of them had to be bent to its range. */
  readonly batching: BatchingDials;
  readonly effects: readonly FlagEffect[];
  readonly log: VllmLog;
  readonly cache?: CachePrediction;
  /** Where command and log speak of different servers. */
  readonly differs: readonly LogDifference[];
  /** The command was made from what the log says: the reader gave none. */
  readonly fromLog: boolean;
  readonly cut: boolean;
}

export interface LogDifference {
  readonly id: 'model' | 'tensorParallel' | 'maxModelLen' | 'utilization' | 'batchedTokens';
  readonly command: string | number;
  readonly log: string | number;
}

/** The planner's way of counting for each engine: llama-server neither pages nor sets a share aside. */
export const planEngine = (engine: FlagEngine | 'unknown'): EngineId =>
  engine === 'llama.cpp' ? 'none' : 'vllm';

/** A Setup for a command line; lengths beyond the model's own are left as they are said. */
export function setupFor(reader: Setup, { setup, unsaid }: SetupReading): Setup {
  // Another model than the reader's own shape takes its place.
  const { customModel, ...rest } = reader;
  const own = customModel && setup.modelId === undefined ? { customModel } : {};
  return { ...rest, ...own, ...unsaid, ...setup };
}

/** The longest sequence that the prediction counts with, where the line does not say it: one length for the whole report. */
function withLength(reading: SetupReading, cache: CachePrediction | undefined): SetupReading {
  if (!cache || reading.setup.contextTokens !== undefined) return reading;
  return { ...reading, unsaid: { ...reading.unsaid, contextTokens: cache.blind.maxModelLen } };
}

function planOf(setup: Setup, model: ModelRow, engine: FlagEngine | 'unknown'): MemoryPlan {
  return planMemory({
    ...setup,
    model,
    accelerator: setup.acceleratorId,
    engine: planEngine(engine),
  });
}

/** As many unknown flags as are worth a guess. */
const MOST_NEAR = 40;

const names = new Map<string, readonly string[]>();
function namesOf(engine: FlagEngine): readonly string[] {
  const known =
    names.get(engine) ?? engineFlags.filter((flag) => flag.engine === engine).map(({ name }) => name);
  names.set(engine, known);
  return known;
}

/** Near enough to have been meant: at most a third of its letters are others. */
function nearest(engine: FlagEngine, written: string): string | undefined {
  const plain = written.replaceAll('_', '-').toLowerCase();
  const [near] = nearNames(plain, namesOf(engine), 1);
  return near !== undefined && editDistance(plain, near) <= Math.max(1, near.length / 4) ? near : undefined;
}

const noLog: VllmLog = { lines: 0 };

/** The command that a log stands for, where none was pasted. */
function commandOf(logText: string, log: VllmLog): string | undefined {
  const model = log.model && `vllm serve ${quoteWord(log.model)}`;
  return log.lines > 0 || model ? (commandInLog(logText) ?? model) : undefined;
}

/** What a log says that the command says otherwise. A model that only stands somewhere else on disk is the same model. */
function differences(question: KvQuestion | undefined, parsed: ParsedCommand, log: VllmLog): LogDifference[] {
  const found: LogDifference[] = [];
  const last = new Map(parsed.flags.map((given) => [given.flag.name, given.value]));
  const compare = (id: LogDifference['id'], said: unknown, printed: number | undefined, slack = 0) => {
    if (typeof said !== 'number' || printed === undefined) return;
    if (Math.abs(said - printed) > slack) found.push({ id, command: said, log: printed });
  };
  if (!question) return found;
  compare('tensorParallel', last.get('--tensor-parallel-size') ?? 1, log.tensorParallel);
  compare('maxModelLen', last.get('--max-model-len'), log.maxModelLen ?? log.requestTokens);
  // The log rounds.
  compare('utilization', last.get('--gpu-memory-utilization'), log.utilization, 0.005);
  compare('batchedTokens', last.get('--max-num-batched-tokens'), log.batchedTokens);
  const [ours, theirs] = [parsed.model?.name, log.model].map((name) => name?.split(/[\\/]/).pop());
  if (ours && theirs && ours.toLowerCase() !== theirs.toLowerCase())
    found.unshift({ id: 'model', command: ours, log: theirs });
  return found;
}

/** The prediction; where the server takes the longest sequence that fits, for that one. */
function answered({ fitted }: KvQuestion, query: KvBlocksQuery): KvBlocks {
  const first = predictKvBlocks(query);
  return fitted && !first.starts && first.tokens > 0
    ? predictKvBlocks({ ...query, maxModelLen: first.tokens })
    : first;
}

function predicted(question: KvQuestion, log: VllmLog): CachePrediction {
  const blind = answered(question, question.query);
  const size = question.query.blockSize ?? 16;
  const reported = log.tokens ?? (log.blocks === undefined ? undefined : log.blocks * size);
  return {
    question,
    blind,
    ...(question.told ? { told: answered(question, question.told) } : {}),
    ...(reported === undefined ? {} : { reported }),
  };
}

/**
 * The report. Never throws. Worked: `vllm serve Qwen/Qwen3-8B --max-num-seqs 64` on a100-40-sxm is one flag, no
 * contradiction, and room for 8,993 blocks.
 */
export function readPaste({ command, log: logText, setup: reader }: Paste): PasteReport {
  const cut = command.length > LONGEST || logText.length > LONGEST;
  const log = logText.trim() === '' ? noLog : readVllmLog(logText.slice(0, LONGEST));
  const text = command.slice(0, LONGEST);
  const remembered = text.trim() === '' ? commandOf(logText.slice(0, LONGEST), log) : undefined;
  const fromLog = remembered !== undefined;
  const parsed = parseCommandLine(remembered ?? text);
  const { engine } = parsed;
  const said = setupOf(parsed);
  const model = said.setup.modelId ? modelById(said.setup.modelId) : reader.customModel;
  const place = { model, accelerator: reader.acceleratorId };
  const question = kvQuestion(parsed, said, place, log);
  const outcomeOf = (known: ModelRow, one: ParsedCommand): Outcome => {
    const other = setupOf(one);
    const plan = planOf(setupFor(reader, other), known, engine);
    const asked = kvQuestion(one, other, place, log);
    return {
      planBytes: plan.total,
      capacityBytes: plan.capacity,
      ...(asked ? { cacheTokens: predictKvBlocks(asked.query).tokens } : {}),
    };
  };
  const cache = question && predicted(question, log);
  const reading = withLength(said, cache);
  const setup = setupFor(reader, reading);
  const known = engine === 'unknown' ? undefined : model;
  return {
    parsed,
    unknown: parsed.unknown.map((one, index) => {
      const near = engine === 'unknown' || index >= MOST_NEAR ? undefined : nearest(engine, one.written);
      return near === undefined ? one : { ...one, near };
    }),
    reading,
    setup,
    ...(known ? { plan: planOf(setup, known, engine) } : {}),
    effects: known ? flagEffects(parsed, (one) => outcomeOf(known, one)) : [],
    log,
    ...(cache ? { cache } : {}),
    batching: batchingDials(parsed, cache?.told?.tokens ?? cache?.blind.tokens),
    differs: differences(question, parsed, log),
    fromLog,
    cut,
  };
}
