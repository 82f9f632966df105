import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { type Automaton, accepts, compileJsonSchema, nextState } from '../../../kernels/structured/automaton';
import { jumpForward } from '../../../kernels/structured/jump';

type Schema = Record<string, unknown>;

const name = fc.constantFrom('a', 'b', 'name', '键', 'say "hi"');
const bounds = (low: string, high: string) =>
  fc.tuple(fc.nat(2), fc.nat(2)).map(([min, more]) => ({ [low]: min, [high]: min + more }));
const { schema } = fc.letrec<{ schema: Schema; leaf: Schema }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<Schema>(
      { type: 'boolean' },
      { type: 'null' },
      { type: 'integer' },
      { type: 'number' },
      { type: ['string', 'null'], maxLength: 2 },
      { const: { a: [1, 'é'] } },
      { enum: ['red', 'reed', 3, null] },
      { type: 'string', pattern: '[a-c"\\\\\\n]{0,2}' },
    ),
    bounds('minLength', 'maxLength').map((limits) => ({ type: 'string', ...limits })),
  ),
  schema: fc.oneof(
    { maxDepth: 2 },
    tie('leaf'),
    fc
      .tuple(fc.uniqueArray(name, { maxLength: 3 }), tie('schema'), tie('schema'), fc.nat(7))
      .map(([names, a, b, bits]) => ({
        type: 'object',
        properties: Object.fromEntries(names.map((key, at) => [key, at % 2 ? b : a])),
        required: names.filter((_, at) => (bits >> at) & 1),
      })),
    fc
      .tuple(tie('schema'), bounds('minItems', 'maxItems'))
      .map(([items, limits]) => ({ type: 'array', items, ...limits })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => ({ anyOf: [a, b] })),
  ),
}));

/** The meaning of the keywords, said once more and independently of any automaton. */
function isValid(value: unknown, rule: Schema): boolean {
  if (rule.anyOf) return (rule.anyOf as Schema[]).some((part) => isValid(value, part));
  const same = (other: unknown) => JSON.stringify(other) === JSON.stringify(value);
  if ('const' in rule) return same(rule.const);
  if (rule.enum) return (rule.enum as unknown[]).some(same);
  return [rule.type].flat().some((type) => {
    if (type === 'null') return value === null;
    if (type === 'boolean') return typeof value === 'boolean';
    if (type === 'integer') return Number.isInteger(value);
    if (type === 'number') return typeof value === 'number';
    if (type === 'string') {
      if (typeof value !== 'string') return false;
      const length = Array.from(value).length;
      const { minLength = 0, maxLength = Infinity, pattern = '[^]*' } = rule as Record<string, never>;
      return length >= minLength && length <= maxLength && new RegExp(`^(?:${pattern})$`, 'u').test(value);
    }
    if (type === 'array') {
      const {
        minItems = 0,
        maxItems = Infinity,
        items,
      } = rule as { minItems?: number; maxItems?: number; items: Schema };
      return (
        Array.isArray(value) &&
        value.length >= minItems &&
        value.length <= maxItems &&
        value.every((item) => isValid(item, items))
      );
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const properties = rule.properties as Record<string, Schema>;
    const names = Object.keys(properties);
    const given = Object.keys(value);
    return (
      (rule.required as string[]).every((key) => given.includes(key)) &&
      given.every((key) => names.includes(key) && isValid((value as Schema)[key], properties[key]))
    );
  });
}

/** A text of the language by chance, drawn byte by byte; undefined when it grows too long. */
function randomText(automaton: Automaton, seed: number): string | undefined {
  const random = createRandom(seed);
  const bytes: number[] = [];
  for (let state = 0; bytes.length < 400; ) {
    const ways = Array.from({ length: 256 }, (_, byte) => byte).filter(
      (byte) => nextState(automaton, state, byte) >= 0,
    );
    if (automaton.accepting[state] && (ways.length === 0 || random.uniform() < 0.3))
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    const byte = random.pick(ways);
    bytes.push(byte);
    state = nextState(automaton, state, byte);
  }
  return undefined;
}

/** JSON with Python's spaces. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}

describe('compileJsonSchema', () => {
  it('writes only valid JSON, and reads back every value it wrote, 1,000 schemas', () => {
    fc.assert(
      fc.property(schema, fc.nat(), (rule, seed) => {
        const automaton = compileJsonSchema(rule);
        const text = randomText(automaton, seed);
        if (text === undefined) return;
        const value: unknown = JSON.parse(text);
        expect(isValid(value, rule)).toBe(true);
        // Numbers have many spellings, and the usual one of a very large or small one can be longer.
        if (!/[\d][.eE]|\d{16}/.test(text)) expect(accepts(automaton, spaced(value))).toBe(true);
      }),
      { numRuns: 1000, seed: 20 },
    );
  });

  it('keeps required properties, order and commas', () => {
    const part = { type: 'boolean' };
    const rule = { type: 'object', properties: { a: part, b: part, c: part }, required: ['b'] };
    const automaton = compileJsonSchema(rule);
    const yes = [
      '{"b": true}',
      '{"a": true, "b": false}',
      '{"b": true, "c": true}',
      '{"a": true, "b": true, "c": true}',
    ];
    const no = [
      '{}',
      '{"a": true}',
      '{"b": true, "a": true}',
      '{, "b": true}',
      '{"b":true}',
      '{"b": true, }',
    ];
    for (const text of yes) expect(accepts(automaton, text), text).toBe(true);
    for (const text of no) expect(accepts(automaton, text), text).toBe(false);
    const compact = compileJsonSchema(rule, { spacing: 'compact' });
    expect(accepts(compact, '{"a":true,"b":true}')).toBe(true);
    const free = compileJsonSchema(rule, { spacing: 'free' });
    expect(accepts(free, '{"a": true,"b":true}')).toBe(true);
    // What is forced is less where the spelling is free.
    expect(new TextDecoder().decode(jumpForward(automaton, 0).bytes)).toBe('{"');
  });

  it('follows references to a depth', () => {
    const rule = {
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          type: 'object',
          properties: { left: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/tree' }] } },
          required: ['left'],
        },
      },
    };
    const nested = (depth: number): string => (depth === 0 ? 'null' : `{"left": ${nested(depth - 1)}}`);
    const automaton = compileJsonSchema(rule, { maxDepth: 2 });
    expect([1, 2, 3, 4].map((depth) => accepts(automaton, nested(depth)))).toEqual([true, true, true, false]);
  });

  it.each([
    [
      { type: 'object', properties: { a: { type: 'string', format: 'date' } } },
      'schema.unsupported',
      '/properties/a/format',
    ],
    [{ type: 'object', additionalProperties: true }, 'schema.unsupported', '/additionalProperties'],
    [{ type: 'array' }, 'schema.no-type', '/items'],
    [{ type: 'array', items: {} }, 'schema.no-type', '/items'],
    [{ type: 'text' }, 'schema.malformed', '/type'],
    [{ type: 'object', properties: { 'a/b': { $ref: 'other.json' } } }, 'schema.bad-ref', '/properties/a~1b'],
    [{ $ref: '#/$defs/none' }, 'schema.bad-ref', ''],
    [{ $ref: '#' }, 'schema.impossible', ''],
    [{ type: 'string', pattern: 'a(' }, 'schema.bad-pattern', '/pattern'],
    [{ type: 'string', pattern: 'a', maxLength: 3 }, 'schema.unsupported', '/maxLength'],
    [{ type: 'string', maxLength: 1e9 }, 'schema.too-large', '/maxLength'],
    [{ type: 'array', items: { type: 'null' }, minItems: 2, maxItems: 1 }, 'schema.impossible', '/minItems'],
    [{ enum: [] }, 'schema.malformed', '/enum'],
    [{ type: 'object', required: ['a'] }, 'schema.malformed', '/required'],
    [{ type: 'integer', minimum: 3 }, 'schema.unsupported', '/minimum'],
    ['text', 'schema.malformed', ''],
    [null, 'schema.malformed', ''],
  ])('refuses %j with its place', (rule, id, path) => {
    expect(() => compileJsonSchema(rule)).toThrow(
      expect.objectContaining({ id, data: expect.objectContaining({ path }) }),
    );
  });

  it('answers soon where definitions multiply, or items do', () => {
    const started = performance.now();
    const pair = {
      type: 'array',
      items: { anyOf: Array.from({ length: 6 }, () => ({ $ref: '#/$defs/p' })) },
    };
    expect(() => compileJsonSchema({ $ref: '#/$defs/p', $defs: { p: pair } }, { maxDepth: 8 })).toThrow(
      expect.objectContaining({ id: 'schema.too-large' }),
    );
    const many = { type: 'array', items: { type: 'string', maxLength: 1000 }, maxItems: 1000 };
    expect(() => compileJsonSchema(many)).toThrow(expect.objectContaining({ id: 'automaton.too-large' }));
    let deep: unknown = { type: 'null' };
    for (let level = 0; level < 2000; level++) deep = { type: 'array', items: deep };
    expect(() => compileJsonSchema(deep)).toThrow(expect.objectContaining({ id: 'schema.too-deep' }));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
