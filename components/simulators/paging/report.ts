/** What there is to say about one request, or about one place in memory. */
import { ALLOCATOR_IDS, type AllocatorId, type Piece, piecesOf } from '@/kernels/serving/paging/allocator';
import { type Lane, requestOf } from '@/kernels/serving/paging/lane';
import { allocatorOf, laneOf, type PagingState } from '@/kernels/serving/paging/simulator';

export interface SequenceReport {
  /** 0 for the answer, 1 for the second answer of a fork. */
  readonly answer: number;
  readonly stored: number;
  readonly pieces: readonly Piece[];
}

export interface RequestReport {
  readonly request: number;
  readonly lanes: Readonly<
    Record<
      AllocatorId,
      {
        readonly status: 'coming' | 'waiting' | 'running' | 'finished';
        readonly holds: readonly SequenceReport[];
      }
    >
  >;
}

/** Where a request stands and what it holds, in each of the three caches. */
export function reportOf(state: PagingState, request: number): RequestReport {
  const of = (id: AllocatorId): RequestReport['lanes'][AllocatorId] => {
    const lane = laneOf(state, id);
    const holds = lane.running
      .filter((sequence) => requestOf(sequence.id) === request)
      .map(({ id: owner, stored }) => ({
        answer: owner % 2,
        stored,
        pieces: piecesOf(allocatorOf(id), lane.memory, state.setup, owner, stored),
      }));
    return { status: holds.length > 0 ? 'running' : statusWithout(state, lane, request), holds };
  };
  return { request, lanes: { reserve: of('reserve'), grow: of('grow'), paged: of('paged') } };
}

function statusWithout(state: PagingState, lane: Lane<unknown>, request: number) {
  if (request >= state.arrived) return 'coming';
  const waits =
    request >= lane.nextRequest || lane.returned.some((sequence) => requestOf(sequence.id) === request);
  return waits ? 'waiting' : 'finished';
}

export interface PlaceReport {
  readonly request: number;
  readonly piece: Piece;
  readonly stored: number;
}

/** Who holds a token address, or undefined when it is free. */
export function placeOf(state: PagingState, id: AllocatorId, token: number): PlaceReport | undefined {
  const lane = laneOf(state, id);
  for (const sequence of lane.running) {
    for (const piece of piecesOf(allocatorOf(id), lane.memory, state.setup, sequence.id, sequence.stored)) {
      if (token >= piece.start && token < piece.start + piece.size) {
        return { request: requestOf(sequence.id), piece, stored: sequence.stored };
      }
    }
  }
  return undefined;
}

/** The request to look at first: the longest-running one of the paged cache that runs elsewhere too, if any. */
export function requestToShow(state: PagingState): number {
  const runs = (id: AllocatorId) => laneOf(state, id).running.map((sequence) => requestOf(sequence.id));
  const [first, ...rest] = ALLOCATOR_IDS.map(runs);
  return first.find((request) => rest.every((other) => other.includes(request))) ?? runs('paged')[0] ?? 0;
}
