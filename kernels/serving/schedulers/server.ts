/**
 * The state that the schedulers of static.ts, orca.ts, vllm-v0.ts and sarathi.ts share: requests in flight, blocks
 * counted but not named, the line, and who is being served. A policy is two functions over it.
 * Leaves out which blocks a request has (kernels/serving/kv) and prefix sharing.
 * Source: Agrawal et al. 2024, Vidur (arXiv 2405.05465); microsoft/vidur, vidur/scheduler/replica_scheduler and
 * vidur/entities/request.py.
 */
import { ensure } from '../../errors';
import { arrivalRanks } from './order';
import {
  addItem,
  type Batch,
  clearBatch,
  closeBatch,
  type Demand,
  emptyBatch,
  type Scheduler,
  type ServerConfig,
} from './scheduler';
import { WaitingQueue } from './waiting-queue';

export interface Server {
  readonly config: ServerConfig;
  /** By request: its place in the order of arrival. */
  readonly ranks: readonly number[];
  /** By request. A request that starts over has its answer so far as part of its prompt: `prompt` grows, `total` stays. */
  readonly prompt: number[];
  readonly total: number[];
  /** Tokens whose keys and values are there, and the one just made. */
  readonly processed: number[];
  readonly blocks: number[];
  readonly waiting: WaitingQueue;
  /** Admitted and not in the batch, in the order in which they come back from a batch. */
  running: number[];
  usedBlocks: number;
  /** Requests that hold blocks. */
  holders: number;
  readonly batch: Batch;
}

export interface Policy {
  /** Fills `server.batch`. */
  form(server: Server): void;
  /** What happens to the batch's requests afterwards, when the plain rule does not hold: the finished give their blocks back. */
  end?(server: Server): void;
}

export const roomLeft = (server: Server): number => server.config.blocks - server.usedBlocks;

export const isPrefilled = (server: Server, request: number): boolean =>
  server.processed[request] > server.prompt[request];

export const isFinished = (server: Server, request: number): boolean =>
  server.processed[request] === server.total[request];

export function takeBlocks(server: Server, request: number, blocks: number): void {
  if (server.blocks[request] === 0) server.holders++;
  server.blocks[request] += blocks;
  server.usedBlocks += blocks;
}

export function freeBlocksOf(server: Server, request: number): void {
  server.usedBlocks -= server.blocks[request];
  if (server.blocks[request] > 0) server.holders--;
  server.blocks[request] = 0;
}

/** Blocks for a whole prompt. */
export const promptBlocks = (server: Server, request: number): number =>
  Math.ceil(server.prompt[request] / server.config.blockTokens);

/** A newcomer is let in when its prompt fits and the watermark stays free. */
export function admits(server: Server, request: number): boolean {
  const { blocks, watermark } = server.config;
  return roomLeft(server) - promptBlocks(server, request) >= Math.floor(watermark * blocks);
}

/** Static batching and Orca keep room for the longest possible sequence. */
export const reservation = (server: Server): number =>
  Math.floor(server.config.maxTokens / server.config.blockTokens);

/** Whole prompts at once: what is left of the prompt, or one token. */
export function addWhole(server: Server, request: number): void {
  const tokens = isPrefilled(server, request) ? 1 : server.prompt[request];
  addItem(server.batch, request, tokens, server.processed[request]);
}

/**
 * A running request decodes one token, with a new block if the last is full. When no block is free, the last in `line`
 * starts over, and the next before it, until one is; with nobody behind it left, it starts over itself.
 * @param line running requests in the order of service
 * @param from where those behind the request begin
 * @returns whether it is in the batch
 */
export function decodeOrStartOver(server: Server, request: number, line: number[], from: number): boolean {
  while (roomLeft(server) < 1) {
    const victim = line.length > from ? (line.pop() as number) : request;
    startOver(server, victim);
    if (victim === request) return false;
  }
  const held = server.blocks[request] * server.config.blockTokens;
  if (server.processed[request] > held) takeBlocks(server, request, 1);
  addItem(server.batch, request, 1, server.processed[request]);
  return true;
}

/** Gives its blocks back and goes to the front of the line, to read its prompt and its answer so far again. */
function startOver(server: Server, request: number): void {
  if (isPrefilled(server, request) || server.config.cutsPrompts) {
    server.prompt[request] = server.processed[request];
  }
  server.processed[request] = 0;
  freeBlocksOf(server, request);
  server.waiting.rejoin(request);
  server.batch.preempted.push(request);
}

export interface SavedServer {
  readonly prompt: readonly number[];
  readonly total: readonly number[];
  readonly processed: readonly number[];
  readonly blocks: readonly number[];
  readonly waiting: readonly number[];
  readonly running: readonly number[];
}

/** A scheduler made of a policy. `requests` are known beforehand; they join when they are added. */
export function createServer(
  policy: Policy,
  config: ServerConfig,
  requests: readonly Demand[],
  saved?: SavedServer,
): Scheduler {
  ensure(config.blocks >= 1 && config.blockTokens >= 1 && config.batchCap >= 1, 'serving.serverSize', {
    blocks: config.blocks,
    blockTokens: config.blockTokens,
    batchCap: config.batchCap,
  });
  const server: Server = {
    config,
    ranks: arrivalRanks(requests),
    prompt: saved?.prompt.slice() ?? requests.map((request) => request.promptTokens),
    total: saved?.total.slice() ?? requests.map((request) => request.promptTokens + request.outputTokens),
    processed: saved?.processed.slice() ?? new Array(requests.length).fill(0),
    blocks: saved?.blocks.slice() ?? new Array(requests.length).fill(0),
    waiting: new WaitingQueue(),
    running: saved?.running.slice() ?? [],
    usedBlocks: saved?.blocks.reduce((a, b) => a + b, 0) ?? 0,
    holders: saved?.blocks.filter((blocks) => blocks > 0).length ?? 0,
    batch: emptyBatch(),
  };
  for (const request of saved?.waiting ?? []) server.waiting.join(request);
  return {
    add: (request) => server.waiting.join(request),
    schedule() {
      clearBatch(server.batch);
      policy.form(server);
      closeBatch(server.batch);
      return server.batch;
    },
    complete() {
      advance(server);
      if (policy.end) policy.end(server);
      else endBatch(server);
    },
    get waiting() {
      return server.waiting.length;
    },
    get usedBlocks() {
      return server.usedBlocks;
    },
    hitTokens: 0,
    save: (): SavedServer => ({
      prompt: server.prompt.slice(),
      total: server.total.slice(),
      processed: server.processed.slice(),
      blocks: server.blocks.slice(),
      waiting: server.waiting.toArray(),
      running: server.running.slice(),
    }),
  };
}

/** The batch's tokens are there; the end of a prompt brings the first token of the answer with it. */
function advance(server: Server): void {
  const { batch, prompt, processed } = server;
  for (let at = 0; at < batch.size; at++) {
    const request = batch.requests[at];
    processed[request] += batch.tokens[at];
    if (processed[request] === prompt[request]) processed[request]++;
    batch.yields[at] = processed[request] > prompt[request];
    if (isFinished(server, request)) batch.finished.push(request);
  }
}

function endBatch(server: Server): void {
  for (const request of server.batch.requests) {
    if (isFinished(server, request)) freeBlocksOf(server, request);
    else server.running.push(request);
  }
}
