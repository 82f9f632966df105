/**
 * Reads a JSON schema into a pattern of the JSON texts it allows. The subset: `type` (or a list of types) object,
 * string, integer, number, boolean, null, array; `properties` in the order written, `required`;
 * `minLength`, `maxLength`, `pattern`; `enum`, `const`; `items`, `minItems`, `maxItems`; `anyOf`; `$ref` to local
 * definitions, followed to a depth. Every other keyword that would change the meaning is refused with its place.
 * Stricter than the standard, as engines that compile schemas are: no properties but those listed, in their order;
 * one spelling of white space; `pattern` has to match the whole string.
 */
import { BookError, ensure } from '../errors';
import { jsonNumber, jsonString, jsonValue, type Spacing, spacings } from './json-text';
import {
  choice,
  empty,
  MAX_REPEAT,
  nothing,
  optional,
  type Pattern,
  repeat,
  sequence,
  text,
} from './pattern';

export interface JsonSchemaOptions {
  /** `spaced` writes `, ` and `: ` as Python does, `compact` no space, `free` one space or none. Default `spaced`. */
  readonly spacing?: Spacing;
  /** How often one definition may be entered again inside itself. Default 3, at most 8. */
  readonly maxDepth?: number;
}

type Json = Readonly<Record<string, unknown>>;

const NOTES = [
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  '$defs',
  'definitions',
];
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'pattern'],
  integer: [],
  number: [],
  boolean: [],
  null: [],
};
/** Deepest nesting of a schema: recursion has to end before the stack does. */
const MAX_NESTING = 100;
const MAX_PATTERN_PARTS = 200_000;

interface Context {
  readonly root: unknown;
  readonly spacing: Spacing;
  readonly maxDepth: number;
  /** How often each definition has been entered on the way here. */
  readonly entered: Readonly<Record<string, number>>;
  readonly nesting: number;
  /** Schemas read so far, shared: definitions that call each other twice double with every level. */
  readonly count: { value: number };
}

/**
 * Errors, all with `path` (a JSON pointer): `schema.not-json` for the text form, `schema.malformed` {keyword},
 * `schema.unsupported` {keyword}, `schema.no-type`, `schema.bad-ref` {ref}, `schema.too-deep` {limit},
 * `schema.too-large` {limit}, `schema.impossible`; and those of a `pattern`, as `schema.bad-pattern` {reason, at}.
 * Worked: `{"const": 1}` → the text `1`.
 */
export function parseJsonSchema(schema: unknown, options: JsonSchemaOptions = {}): Pattern {
  const { spacing = 'spaced', maxDepth = 3 } = options;
  ensure(spacings.includes(spacing), 'schema.malformed', { path: '', keyword: 'spacing' });
  ensure(Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth <= 8, 'schema.malformed', {
    path: '',
    keyword: 'maxDepth',
  });
  const context: Context = { root: schema, spacing, maxDepth, entered: {}, nesting: 0, count: { value: 0 } };
  const pattern = read(schema, '', context);
  ensure(pattern.kind !== 'nothing', 'schema.impossible', { path: '' });
  return pattern;
}

function read(schema: unknown, path: string, above: Context): Pattern {
  const context = { ...above, nesting: above.nesting + 1 };
  ensure(context.nesting <= MAX_NESTING, 'schema.too-deep', { path, limit: MAX_NESTING });
  ensure(++context.count.value <= MAX_PATTERN_PARTS, 'schema.too-large', { path, limit: MAX_PATTERN_PARTS });
  ensure(isObject(schema), 'schema.malformed', { path, keyword: '' });
  if ('$ref' in schema) return readRef(schema, path, context);
  if ('anyOf' in schema) {
    allow(schema, ['anyOf'], path);
    const items = listOf(schema.anyOf, `${path}/anyOf`, 'anyOf');
    return choice(items.map((item, at) => read(item, `${path}/anyOf/${at}`, context)));
  }
  if ('const' in schema) {
    allow(schema, ['const', 'type'], path);
    return value(schema.const, `${path}/const`, context);
  }
  if ('enum' in schema) {
    allow(schema, ['enum', 'type'], path);
    const items = listOf(schema.enum, `${path}/enum`, 'enum');
    return choice(items.map((item, at) => value(item, `${path}/enum/${at}`, context)));
  }
  ensure(schema.type !== undefined, 'schema.no-type', { path });
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  for (const type of types) {
    const known = typeof type === 'string' && Object.hasOwn(BY_TYPE, type);
    ensure(known, 'schema.malformed', { path: `${path}/type`, keyword: 'type' });
  }
  ensure(types.length > 0, 'schema.malformed', { path: `${path}/type`, keyword: 'type' });
  allow(schema, ['type', ...types.flatMap((type) => BY_TYPE[type])], path);
  return choice(types.map((type) => readType(type, schema, path, context)));
}

function readType(type: string, schema: Json, path: string, context: Context): Pattern {
  if (type === 'object') return readObject(schema, path, context);
  if (type === 'array') return readArray(schema, path, context);
  if (type === 'string') return readString(schema, path);
  if (type === 'boolean') return choice([text('true'), text('false')]);
  if (type === 'null') return text('null');
  return jsonNumber(type === 'integer');
}

function readObject(schema: Json, path: string, context: Context): Pattern {
  const { properties = {}, required = [], additionalProperties } = schema;
  ensure(additionalProperties === undefined || additionalProperties === false, 'schema.unsupported', {
    path: `${path}/additionalProperties`,
    keyword: 'additionalProperties',
  });
  ensure(isObject(properties), 'schema.malformed', { path: `${path}/properties`, keyword: 'properties' });
  const names = Object.keys(properties);
  const demanded = listOf(required, `${path}/required`, 'required', 0);
  for (const name of demanded) {
    const known = typeof name === 'string' && names.includes(name);
    ensure(known, 'schema.malformed', { path: `${path}/required`, keyword: 'required' });
  }
  const { comma, colon } = jsonValue.marks(context.spacing);
  const members = names.map((name) => ({
    pattern: sequence([
      jsonValue.of(name, context.spacing),
      colon,
      read(properties[name], `${path}/properties/${escapePointer(name)}`, context),
    ]),
    required: demanded.includes(name),
  }));
  // What may follow once a property has been written: each of the others behind a comma, in order.
  const rest = members.map(() => empty as Pattern);
  let tail: Pattern = empty;
  for (let at = members.length - 1; at >= 0; at--) {
    rest[at] = tail;
    const next = sequence([comma, members[at].pattern]);
    tail = sequence([members[at].required ? next : optional(next), tail]);
  }
  // The first one written has no comma; it is a required one at the latest.
  const firstRequired = members.findIndex((member) => member.required);
  const firsts = members
    .slice(0, firstRequired < 0 ? members.length : firstRequired + 1)
    .map((member, at) => sequence([member.pattern, rest[at]]));
  const inside = choice(firstRequired < 0 ? [...firsts, empty] : firsts);
  return sequence([text('{'), inside, text('}')]);
}

function readArray(schema: Json, path: string, context: Context): Pattern {
  ensure(schema.items !== undefined, 'schema.no-type', { path: `${path}/items` });
  const [min, max] = bounds(schema, 'minItems', 'maxItems', path);
  const item = max === 0 ? nothing : read(schema.items, `${path}/items`, context);
  const { comma } = jsonValue.marks(context.spacing);
  const more = repeat(sequence([comma, item]), Math.max(0, min - 1), Math.max(0, max - 1));
  const some = max === 0 ? nothing : sequence([item, more]);
  return sequence([text('['), min === 0 ? choice([some, empty]) : some, text(']')]);
}

function readString(schema: Json, path: string): Pattern {
  const [min, max] = bounds(schema, 'minLength', 'maxLength', path);
  if (schema.pattern === undefined) return jsonString.ofLength(min, max);
  const at = `${path}/pattern`;
  ensure(typeof schema.pattern === 'string', 'schema.malformed', { path: at, keyword: 'pattern' });
  for (const keyword of ['minLength', 'maxLength']) {
    // Both at once would be the common part of two languages.
    ensure(!(keyword in schema), 'schema.unsupported', { path: `${path}/${keyword}`, keyword });
  }
  try {
    return jsonString.ofRegex(schema.pattern);
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    throw new BookError('schema.bad-pattern', { path: at, reason: error.id, at: error.data.at ?? 0 });
  }
}

function readRef(schema: Json, path: string, context: Context): Pattern {
  allow(schema, ['$ref'], path);
  const ref = schema.$ref;
  ensure(typeof ref === 'string' && /^#(\/|$)/.test(ref), 'schema.bad-ref', {
    path,
    ref: String(ref).slice(0, 80),
  });
  let found: unknown = context.root;
  for (const part of ref.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const has = typeof found === 'object' && found !== null && Object.hasOwn(found, name);
    ensure(has, 'schema.bad-ref', { path, ref: ref.slice(0, 80) });
    found = (found as Json)[name];
  }
  const times = (context.entered[ref] ?? 0) + 1;
  // Deeper than asked for: this branch is no way on.
  if (times > context.maxDepth + 1) return nothing;
  return read(found, ref.slice(1), { ...context, entered: { ...context.entered, [ref]: times } });
}

function value(constant: unknown, path: string, context: Context): Pattern {
  const pattern = jsonValue.of(constant, context.spacing);
  ensure(pattern.kind !== 'nothing', 'schema.malformed', { path, keyword: 'const' });
  return pattern;
}

function bounds(schema: Json, low: string, high: string, path: string): [number, number] {
  const read = (keyword: string, usual: number) => {
    const given = schema[keyword] ?? usual;
    if (given === Number.POSITIVE_INFINITY) return given;
    const whole = typeof given === 'number' && Number.isInteger(given) && given >= 0;
    ensure(whole, 'schema.malformed', { path: `${path}/${keyword}`, keyword });
    ensure(given <= MAX_REPEAT, 'schema.too-large', { path: `${path}/${keyword}`, limit: MAX_REPEAT });
    return given;
  };
  const [min, max] = [read(low, 0), read(high, Number.POSITIVE_INFINITY)];
  ensure(min <= max, 'schema.impossible', { path: `${path}/${low}` });
  return [min, max];
}

function allow(schema: Json, keywords: readonly string[], path: string): void {
  for (const keyword of Object.keys(schema)) {
    const fine = keywords.includes(keyword) || NOTES.includes(keyword);
    ensure(fine, 'schema.unsupported', { path: `${path}/${escapePointer(keyword)}`, keyword });
  }
}

function listOf(given: unknown, path: string, keyword: string, least = 1): readonly unknown[] {
  ensure(Array.isArray(given) && given.length >= least, 'schema.malformed', { path, keyword });
  return given;
}

function isObject(given: unknown): given is Json {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

const escapePointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
