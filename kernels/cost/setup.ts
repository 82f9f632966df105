/**
 * The Setup: what the reader has in front of them. Every number of the book is computed for one Setup, and the
 * static pages carry the running example. Prices and power are the reader's own guesses.
 */
import { type ModelRow, modelById } from '../catalog/models';

export { RUNNING_EXAMPLE } from './running-example';

export interface Setup {
  /** Row of content/data/models.json; `custom` for a model of the reader's own. */
  readonly modelId: string;
  /** The reader's own model, read from a `config.json`; it stands before `modelId`. */
  readonly customModel?: ModelRow;
  /** Row of content/data/accelerators.json. */
  readonly acceleratorId: string;
  /** Accelerators the model is spread over, evenly. */
  readonly devices: number;
  /** Format of the weights, e.g. `bf16`, `int4-g128`, `Q4_K`: see `bitsPerWeight`. */
  readonly weightFormat: string;
  /** Format of the KV cache, e.g. `bf16`, `fp8`. */
  readonly kvFormat: string;
  /** Sequences decoded together in one step. */
  readonly batch: number;
  /** Tokens each sequence already holds in the cache. */
  readonly contextTokens: number;
  /** What the reader guesses, absent until typed: no price and no grid factor of the book's own stands in. */
  readonly guesses?: SetupGuesses;
}

/** Assumptions that only the reader can make. */
export interface SetupGuesses {
  /** Price of renting one device for one hour, in the reader's currency. */
  readonly pricePerDeviceHour?: number;
  /** Power one device draws while it serves, in watts. */
  readonly wattsPerDevice?: number;
  /** Price of a kilowatt-hour, in the reader's currency. */
  readonly pricePerKilowattHour?: number;
  /** Grams of CO2 per kilowatt-hour of the reader's grid. */
  readonly gramsPerKilowattHour?: number;
}

/** The model of a Setup: the reader's own, or the row of the catalogue. Throws `BookError('catalog.unknown-model')`. */
export function modelOf(setup: Setup): ModelRow {
  return setup.customModel ?? modelById(setup.modelId);
}
