/** How JSON is spelled: marks and spaces, constants, strings and numbers as patterns. Source: RFC 8259. */
import {
  characterClass,
  choice,
  complement,
  joinRanges,
  mapCharacters,
  nothing,
  optional,
  type Pattern,
  type Range,
  repeat,
  sequence,
  subtractRanges,
  text,
} from './pattern';
import { parseRegex } from './regex';

export const spacings = ['spaced', 'compact', 'free'] as const;
export type Spacing = (typeof spacings)[number];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CONTROL: Range = [0, 0x1f];
/** What may not stand in a string as it is. */
const SPECIAL: readonly Range[] = [CONTROL, [QUOTE, QUOTE], [BACKSLASH, BACKSLASH]];
const SHORT: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };

function marks(spacing: Spacing): { comma: Pattern; colon: Pattern } {
  if (spacing === 'compact') return { comma: text(','), colon: text(':') };
  if (spacing === 'spaced') return { comma: text(', '), colon: text(': ') };
  const space = optional(text(' '));
  return { comma: sequence([text(','), space]), colon: sequence([text(':'), space]) };
}

/** The text of a constant; `nothing` for what JSON cannot say. Worked: `["a", 1]` spaced is `["a", 1]`. */
function constant(value: unknown, spacing: Spacing): Pattern {
  const { comma, colon } = marks(spacing);
  const listed = (items: readonly Pattern[]) =>
    items.flatMap((item, at) => (at === 0 ? [item] : [comma, item]));
  if (Array.isArray(value)) {
    const items = value.map((item) => constant(item, spacing));
    return sequence([text('['), ...listed(items), text(']')]);
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([name, item]) =>
      sequence([text(JSON.stringify(name)), colon, constant(item, spacing)]),
    );
    return sequence([text('{'), ...listed(items), text('}')]);
  }
  const written = JSON.stringify(value) as string | undefined;
  return written === undefined ? nothing : text(written);
}

export const jsonValue = { of: constant, marks };

/** One character of a string, as it is or with a short escape. Escapes by number (\u0041) are not generated. */
const character = choice([
  characterClass(complement(SPECIAL)),
  sequence([
    text('\\'),
    characterClass(Array.from('"\\/bfnrt', (c): Range => [c.charCodeAt(0), c.charCodeAt(0)])),
  ]),
]);

const quoted = (inside: Pattern) => sequence([text('"'), inside, text('"')]);

/** Characters of a string's value as they are written in JSON, in the one canonical spelling. */
function escaped(ranges: readonly Range[]): Pattern {
  const joined = joinRanges(ranges);
  const has = (code: number) => joined.some(([low, high]) => low <= code && code <= high);
  const parts = [characterClass(subtractRanges(joined, joinRanges(SPECIAL)))];
  if (has(QUOTE)) parts.push(text('\\"'));
  if (has(BACKSLASH)) parts.push(text('\\\\'));
  for (let code = CONTROL[0]; code <= CONTROL[1]; code++) {
    if (has(code))
      parts.push(text(SHORT[code] ? `\\${SHORT[code]}` : `\\u${code.toString(16).padStart(4, '0')}`));
  }
  return choice(parts);
}

export const jsonString = {
  ofLength: (min: number, max: number) => quoted(repeat(character, min, max)),
  /** A string whose value matches a regular expression. Errors: those of `parseRegex`. */
  ofRegex: (source: string) => quoted(mapCharacters(parseRegex(source), escaped)),
};

/** Digits after the first one, after the point, of the exponent: enough for a double, and an end to digits. */
const MORE_DIGITS = 15;
const MORE_EXPONENT = 1;

export function jsonNumber(integer: boolean): Pattern {
  const digit = characterClass([[48, 57]]);
  const whole = sequence([
    optional(text('-')),
    choice([text('0'), sequence([characterClass([[49, 57]]), repeat(digit, 0, MORE_DIGITS)])]),
  ]);
  if (integer) return whole;
  const fraction = sequence([text('.'), repeat(digit, 1, MORE_DIGITS + 1)]);
  const sign = optional(choice([text('+'), text('-')]));
  const exponent = sequence([choice([text('e'), text('E')]), sign, repeat(digit, 1, MORE_EXPONENT + 1)]);
  return sequence([whole, optional(fraction), optional(exponent)]);
}
