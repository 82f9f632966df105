/** What must hold of a cache after every step, whatever the traffic. */
import { ensure } from '../../errors';
import { type Allocator, piecesOf } from './allocator';
import { type Lane, lengthOf, requestOf } from './lane';
import { memoryParts } from './metrics';
import type { PagingState } from './simulator';

/** Throws `BookError` when a rule of the machine is broken. */
export function checkLane<M>(allocator: Allocator<M>, lane: Lane<M>, state: PagingState): void {
  const { setup, requests } = state;
  allocator.check(lane.memory, setup);
  const seen = new Set<number>();
  for (const sequence of [...lane.running, ...lane.returned]) {
    ensure(!seen.has(sequence.id), 'serving.sequenceTwice', { sequence: sequence.id });
    seen.add(sequence.id);
    ensure(requestOf(sequence.id) < lane.nextRequest, 'serving.notAdmitted', { sequence: sequence.id });
    ensure(
      sequence.stored <= lengthOf(sequence) && sequence.outputs < sequence.outputTokens,
      'serving.tokens',
      { sequence: sequence.id, stored: sequence.stored, outputs: sequence.outputs },
    );
  }
  for (const sequence of lane.running) {
    const pieces = piecesOf(allocator, lane.memory, setup, sequence.id, sequence.stored);
    const room = pieces.reduce((sum, piece) => sum + piece.size, 0);
    const kept = pieces.reduce((sum, piece) => sum + piece.used, 0);
    ensure(kept === sequence.stored && room >= kept, 'serving.lostTokens', {
      sequence: sequence.id,
      stored: sequence.stored,
      kept,
      room,
    });
  }
  for (const { id } of lane.returned) {
    ensure(piecesOf(allocator, lane.memory, setup, id, 0).length === 0, 'serving.waitsWithMemory', {
      sequence: id,
    });
  }
  const parts = memoryParts(allocator, lane, state);
  const least = Math.min(parts.usedTokens, parts.internalTokens, parts.externalTokens, parts.freeTokens);
  ensure(least >= 0, 'serving.parts', { least });
  ensure(lane.nextRequest <= state.arrived && state.arrived <= requests.length, 'serving.arrivals', {
    admitted: lane.nextRequest,
    arrived: state.arrived,
  });
  const answers = lane.nextRequest + lane.forks;
  ensure(lane.finished + seen.size === answers, 'serving.answers', {
    finished: lane.finished,
    open: seen.size,
    answers,
  });
}
