/**
 * Typed access to content/data/model-names.json: names on the hub that have the shape of a row of the catalogue, and the
 * longest context that their own configuration allows.
 */
import namesFile from '../../content/data/model-names.json';

export interface ModelName {
  /** Last part of the name, in small letters, without formats and file types. */
  readonly name: string;
  /** Row of the catalogue with the same shape. */
  readonly model: string;
  /** Longest context of this very name, in tokens. */
  readonly context: number;
  /** Key of the file's sources. */
  readonly source: string;
}

export const modelNames: readonly ModelName[] = namesFile.rows;
export const modelNameSources: Readonly<Record<string, string>> = namesFile.sources;
