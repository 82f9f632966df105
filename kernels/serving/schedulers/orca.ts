/**
 * Iteration-level scheduling: the batch is made anew for every iteration, so that a request leaves when it is done and
 * the next comes in. Whole prompts run beside decoding requests; memory is still reserved for the longest answer.
 * Source: Yu et al. 2022, Orca (OSDI), §3.1 and §4.2; microsoft/vidur, orca_replica_scheduler.py.
 */
import { addWhole, type Policy, reservation, roomLeft, takeBlocks } from './server';

export const orcaPolicy: Policy = {
  form(server) {
    const { batch, config, waiting } = server;
    const { running } = server;
    const going = Math.min(running.length, config.batchCap);
    for (let at = 0; at < going; at++) addWhole(server, running[at]);
    server.running = running.slice(going);
    while (batch.size < config.batchCap && roomLeft(server) >= reservation(server)) {
      const request = waiting.leave();
      if (request === undefined) break;
      takeBlocks(server, request, reservation(server));
      addWhole(server, request);
    }
  },
};
