/**
 * Chunked prefill: every iteration first gives each answer its token, then fills what is left of a fixed budget with
 * pieces of prompts. Answers never stand still for a long prompt, and iterations take about as long as each other.
 * Source: Agrawal et al. 2024, Sarathi-Serve (OSDI), §4 and Algorithm 3; microsoft/vidur, sarathi_replica_scheduler.py.
 */
import { byArrival } from './order';
import { addItem } from './scheduler';
import {
  admits,
  decodeOrStartOver,
  isPrefilled,
  type Policy,
  promptBlocks,
  type Server,
  takeBlocks,
} from './server';

export const sarathiPolicy: Policy = {
  form(server) {
    const { batch, config, waiting } = server;
    const line = server.running;
    const prefills: number[] = [];
    let budget = config.chunkTokens;
    let at = 0;
    while (at < line.length && batch.size < config.batchCap) {
      const request = line[at++];
      if (!isPrefilled(server, request)) prefills.push(request);
      else if (decodeOrStartOver(server, request, line, at)) budget--;
    }

    const left: number[] = [];
    for (const request of prefills) {
      const tokens = nextPiece(server, request, budget);
      if (tokens === 0) {
        left.push(request);
        continue;
      }
      budget -= tokens;
      addItem(batch, request, tokens, server.processed[request]);
    }
    for (; at < line.length; at++) left.push(line[at]);
    server.running = byArrival(left, server.ranks);

    while (server.holders < config.batchCap && batch.size < config.batchCap) {
      const request = waiting.peek();
      if (request === undefined || !admits(server, request)) break;
      const tokens = nextPiece(server, request, budget);
      if (tokens === 0) break;
      waiting.leave();
      takeBlocks(server, request, promptBlocks(server, request));
      budget -= tokens;
      addItem(batch, request, tokens, 0);
    }
  },
};

/** Tokens of the prompt that the budget still has room for. */
function nextPiece(server: Server, request: number, budget: number): number {
  return Math.max(0, Math.min(server.prompt[request] - server.processed[request], budget));
}
