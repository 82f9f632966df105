/**
 * Typed access to content/data/engines.json: eight inference engines, cell by cell, each with its sources. What a cell
 * holds is written as names, with conditions: `int8@nvidia|cpu>=turing<=hopper` is INT8, on processors and NVIDIA, there from
 * Turing to Hopper. Leaves out speed: nobody publishes one that holds for all of them.
 */
import enginesFile from '../../content/data/engines.json';
import { findById } from './find';

export type EngineColumn =
  | 'what'
  | 'state'
  | 'systems'
  | 'hardware'
  | 'weights'
  | 'cache'
  | 'serving'
  | 'prefix'
  | 'speculation'
  | 'structure'
  | 'devices'
  | 'disaggregation'
  | 'overflow';

export interface EngineCell {
  readonly has: readonly string[];
  /** What the source itself calls experimental, unstable or a plugin, or what holds for a part only. */
  readonly partly: readonly string[];
  /** The pages read are silent: that is not a no. */
  readonly unstated?: boolean;
  readonly en: string;
  readonly zh: string;
  /** Keys of `engineSources`. */
  readonly source: readonly string[];
}

export interface EngineRow {
  readonly id: string;
  readonly name: string;
  readonly cells: Readonly<Record<EngineColumn, EngineCell>>;
}

export interface EngineSource {
  readonly title: string;
  readonly version: string;
  readonly url: string;
  /** Day of the version, where it is known. */
  readonly date?: string;
}

export const inferenceEngines: readonly EngineRow[] = enginesFile.engines;
export const engineColumns = enginesFile.columns as readonly {
  readonly id: EngineColumn;
  readonly en: string;
  readonly zh: string;
}[];
export const engineSources: Readonly<Record<string, EngineSource>> = enginesFile.sources;
/** The day on which all cells were read. */
export const enginesRead: string = enginesFile.read;

/** The engine of an id. Throws `BookError('catalog.unknown-engine')`. */
export const engineById = (id: string): EngineRow => findById(inferenceEngines, id, 'catalog.unknown-engine');
