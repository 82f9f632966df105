/** Typed access to content/data/speculation.json: published speedups of speculative decoding, alone and in company. */
import speculationFile from '../../content/data/speculation.json';
import { ensure } from '../errors';

export interface PublishedSpeculation {
  readonly id: string;
  /** Least and most, at batch 1 or one request per second. */
  readonly best: readonly number[];
  /** With many requests at once; below 1 it slowed down. Null where nothing is published. */
  readonly busy: number | null;
  readonly gamma: number | null;
  readonly draftMilliseconds: number | null;
  readonly targetMilliseconds: number | null;
  /** Id in the list of references. */
  readonly reference: string;
}

export const publishedSpeculation: readonly PublishedSpeculation[] = speculationFile.rows;

/** The row of an id. Throws `BookError('catalog.speculation')`. */
export function speculationById(id: string): PublishedSpeculation {
  const row = publishedSpeculation.find((one) => one.id === id);
  ensure(row, 'catalog.speculation', { id });
  return row;
}
