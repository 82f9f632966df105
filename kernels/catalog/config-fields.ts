/**
 * The fields of a pasted `config.json`, read one by one with the complaint that belongs to each. Models the file as
 * untrusted text: nothing is assumed of it until it has been read.
 */
import { BookError } from '../errors';
import { type ModelFamily, most } from './model-families';

const LONGEST_TEXT = 1_000_000;

type Raw = Readonly<Record<string, unknown>>;

/** Throws `config.<id>` with the field and what stood there. */
export function refuse(id: string, field: string, value: unknown): never {
  const plain = typeof value === 'string' || typeof value === 'number';
  const text = plain ? String(value) : (JSON.stringify(value) ?? String(value));
  throw new BookError(`config.${id}`, { field, value: text.slice(0, 40) });
}

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object a file holds. Multimodal files keep the language model one level down; what it lacks stands above it. */
export function rawFields(text: string): Raw {
  if (text.length > LONGEST_TEXT) refuse('too-long', '', text.length);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    refuse('not-json', '', text.trim());
  }
  if (!isRecord(parsed)) refuse('not-an-object', '', text.trim());
  if (!isRecord(parsed.text_config)) return parsed;
  const { text_config: inner, ...outer } = parsed;
  const name = outer._name_or_path;
  return { tie_word_embeddings: outer.tie_word_embeddings, _name_or_path: name, ...(inner as Raw) };
}

/** Typed reading of one file's fields, an architecture's own values standing in for what the file leaves out. */
export class ConfigFields {
  constructor(
    private readonly raw: Raw,
    private readonly defaults: ModelFamily['defaults'] = {},
  ) {}

  /** What stands in the file, else the architecture's value. `null` in a file means that there is none. */
  value(name: string): unknown {
    const given = this.raw[name];
    return given === undefined ? this.defaults?.[name] : given;
  }

  /** A whole number from `least` to the field's bound; undefined when it is absent or null. */
  optional(name: string, least = 1): number | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) refuse('not-a-count', name, value);
    if (value < least) refuse('not-positive', name, value);
    if (value > most[name]) refuse('absurd', name, value);
    return value;
  }

  needed(name: string): number {
    return this.optional(name) ?? refuse('missing', name, '');
  }

  /** The first of several names that the file has. */
  neededOf(names: readonly [string, ...string[]]): number {
    for (const name of names) {
      const value = this.optional(name);
      if (value !== undefined) return value;
    }
    return refuse('missing', names[0], '');
  }

  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (typeof value !== 'boolean') refuse('not-a-flag', name, value);
    return value;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return typeof value === 'string' && value.trim() ? value.trim() : undefined;
  }

  /** Refuses a field whose value changes the shape in a way that is not counted. */
  only(name: string, ...allowed: readonly unknown[]): void {
    const value = this.value(name) ?? allowed[0];
    if (!allowed.includes(value)) refuse('unsupported', name, value);
  }
}
