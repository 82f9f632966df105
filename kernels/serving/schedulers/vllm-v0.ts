/**
 * vLLM's first scheduler: paged memory, prompts before answers. As long as a waiting prompt fits, an iteration reads
 * prompts only and every answer stands still; else everybody decodes, in order of arrival.
 * Source: Kwon et al. 2023, PagedAttention (SOSP), §4.5; microsoft/vidur, vllm_replica_scheduler.py. The limit counts a
 * prompt batch with its padding.
 */
import { byArrival } from './order';
import { addItem } from './scheduler';
import { admits, decodeOrStartOver, type Policy, promptBlocks, type Server, takeBlocks } from './server';

export const vllmV0Policy: Policy = {
  form(server) {
    formPrefill(server);
    if (server.batch.size === 0) formDecode(server);
  },
};

function formPrefill(server: Server): void {
  const { batch, config, waiting, prompt } = server;
  let longest = 0;
  for (;;) {
    const request = waiting.peek();
    if (request === undefined || !admits(server, request)) return;
    longest = Math.max(longest, prompt[request]);
    if ((batch.size + 1) * longest > config.maxTokensInBatch) return;
    if (server.holders === config.batchCap || batch.size === config.batchCap) return;
    waiting.leave();
    takeBlocks(server, request, promptBlocks(server, request));
    addItem(batch, request, prompt[request], 0);
  }
}

function formDecode(server: Server): void {
  const line = byArrival(server.running, server.ranks);
  let at = 0;
  while (at < line.length && server.batch.size < server.config.batchCap) {
    const request = line[at++];
    decodeOrStartOver(server, request, line, at);
  }
  server.running = line.slice(at);
}
