/**
 * Static batching, as FasterTransformer did: a batch is filled once and runs until its last request is done. Who is
 * done earlier keeps its place and its memory.
 * Source: microsoft/vidur, faster_transformer_replica_scheduler.py, which never gives the memory of early finishers
 * back; here the whole batch's is given back at its end.
 */
import { addWhole, freeBlocksOf, isFinished, type Policy, reservation, roomLeft, takeBlocks } from './server';

export const staticPolicy: Policy = {
  form(server) {
    const { batch, config, waiting } = server;
    if (server.running.length > 0) {
      for (const request of server.running) if (!isFinished(server, request)) addWhole(server, request);
      return;
    }
    while (batch.size < config.batchCap && roomLeft(server) >= reservation(server)) {
      const request = waiting.leave();
      if (request === undefined) break;
      takeBlocks(server, request, reservation(server));
      addWhole(server, request);
      server.running.push(request);
    }
  },

  end(server) {
    if (!server.running.every((request) => isFinished(server, request))) return;
    for (const request of server.running) freeBlocksOf(server, request);
    server.running = [];
  },
};
