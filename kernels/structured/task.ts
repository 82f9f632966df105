/** A task of the figure made ready: the automaton, and the words a schema's text is read with. */
import { BookError } from '../errors';
import { type Automaton, compileJsonSchema, compileRegex } from './automaton';
import type { Spacing } from './json-text';
import type { Task } from './presets';

/** Longest schema read, in UTF-16 units. */
const MAX_SCHEMA = 50_000;

/** Errors: those of the compilers; `schema.not-json` {at} for a schema that is no JSON. */
export function compileTask({ kind, source }: Pick<Task, 'kind' | 'source'>, spacing: Spacing): Automaton {
  if (kind === 'regex') return compileRegex(source);
  if (source.length > MAX_SCHEMA) throw new BookError('schema.too-large', { path: '', limit: MAX_SCHEMA });
  let schema: unknown;
  try {
    schema = JSON.parse(source);
  } catch (error) {
    // V8 and others name the place; where they do not, there is none to tell.
    const at = /position (\d+)/.exec(String(error));
    throw new BookError('schema.not-json', { at: at ? Number(at[1]) : source.length });
  }
  return compileJsonSchema(schema, { spacing });
}
