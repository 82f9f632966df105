/**
 * Reads a regular expression into a pattern. The subset: literals, `.`, classes `[a-z]` `[^…]`, escapes
 * `\d \D \w \W \s \S \n \r \t \f \v \0 \xhh \uhhhh \u{h…}` and an escaped punctuation mark, groups `( )` `(?: )`,
 * `|`, `*` `+` `?` `{m}` `{m,}` `{m,n}`; a `?` after a quantifier is read and means nothing, since the language is
 * the same. Anchors are implied: the expression has to match the whole text, so `^` may stand first and `$` last.
 * Left out, and refused by name: look-around, back-references, word boundaries, flags, `\p`. Meanings are those of
 * JavaScript with the `u` flag.
 */
import { BookError, ensure } from '../errors';
import {
  characterClass,
  checkWellFormed,
  choice,
  complement,
  empty,
  MAX_REPEAT,
  type Pattern,
  type Range,
  repeat,
  sequence,
} from './pattern';

/** Longest expression read, in UTF-16 units. */
const MAX_SOURCE = 10_000;
/** Deepest nesting of groups: recursion has to end before the stack does. */
const MAX_DEPTH = 200;

const DIGITS: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const SETS: Readonly<Record<string, readonly Range[]>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

interface Reader {
  readonly source: string;
  at: number;
  depth: number;
}

/**
 * Errors, all with `at` (UTF-16 units from the start): `regex.too-long` {limit}, `regex.unexpected` {found},
 * `regex.unsupported` {found}, `regex.bad-escape` {found}, `regex.bad-range` {found}, `regex.repeat-too-large`
 * {count, limit}, `regex.too-deep` {limit}, `pattern.lone-surrogate`. Worked: `a|b*` → a choice of two.
 */
export function parseRegex(source: string): Pattern {
  ensure(source.length <= MAX_SOURCE, 'regex.too-long', { at: MAX_SOURCE, limit: MAX_SOURCE });
  checkWellFormed(source);
  const reader: Reader = { source, at: source.startsWith('^') ? 1 : 0, depth: 0 };
  const pattern = readChoice(reader);
  if (reader.at < source.length) fail('regex.unexpected', reader);
  return pattern;
}

function fail(id: string, reader: Reader, length = 1, at = reader.at): never {
  const found = at < reader.source.length ? reader.source.slice(at, at + length) : '';
  throw new BookError(id, { at, found });
}

function readChoice(reader: Reader): Pattern {
  ensure(++reader.depth <= MAX_DEPTH, 'regex.too-deep', { at: reader.at, limit: MAX_DEPTH });
  const items = [readSequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    items.push(readSequence(reader));
  }
  reader.depth--;
  return choice(items);
}

function readSequence(reader: Reader): Pattern {
  const items: Pattern[] = [];
  const { source } = reader;
  while (reader.at < source.length && source[reader.at] !== '|' && source[reader.at] !== ')') {
    // Where every text ends anyway, saying so changes nothing.
    if (source[reader.at] === '$' && reader.at === source.length - 1 && reader.depth === 1) {
      reader.at++;
      break;
    }
    items.push(readQuantified(reader));
  }
  return sequence(items);
}

function readQuantified(reader: Reader): Pattern {
  const { source } = reader;
  const item = readAtom(reader);
  const from = reader.at;
  const counts = readCounts(reader);
  if (!counts) return item;
  if (source[reader.at] === '?') reader.at++;
  if (/[*+?{]/.test(source[reader.at] ?? '')) fail('regex.unexpected', reader);
  const [min, max] = counts;
  for (const count of [min, max]) {
    if (Number.isFinite(count) && count > MAX_REPEAT) {
      throw new BookError('regex.repeat-too-large', { at: from, count, limit: MAX_REPEAT });
    }
  }
  if (min > max) fail('regex.bad-range', reader, reader.at - from, from);
  return repeat(item, min, max);
}

function readCounts(reader: Reader): [number, number] | undefined {
  const simple: Record<string, [number, number]> = {
    '*': [0, Number.POSITIVE_INFINITY],
    '+': [1, Number.POSITIVE_INFINITY],
    '?': [0, 1],
  };
  const sign = reader.source[reader.at];
  if (Object.hasOwn(simple, sign ?? '')) {
    reader.at++;
    return simple[sign];
  }
  if (sign !== '{') return undefined;
  const braces = /^\{(\d+)(?:(,)(\d*))?\}/.exec(reader.source.slice(reader.at, reader.at + 40));
  if (!braces) return fail('regex.unexpected', reader);
  reader.at += braces[0].length;
  const min = Number(braces[1]);
  const max = braces[2] === undefined ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
  return [min, max];
}

function readAtom(reader: Reader): Pattern {
  const { source } = reader;
  const sign = source[reader.at];
  if (sign === '(') return readGroup(reader);
  if (sign === '[') return readClass(reader);
  if (sign === '.') {
    reader.at++;
    return characterClass(complement(LINE_ENDS));
  }
  if (sign === '\\') return characterClass(readEscape(reader, false));
  if (sign === '^' || sign === '$') fail('regex.unsupported', reader);
  if (/[*+?{}\]]/.test(sign)) fail('regex.unexpected', reader);
  const code = source.codePointAt(reader.at) as number;
  reader.at += code > 0xffff ? 2 : 1;
  return characterClass([[code, code]]);
}

function readGroup(reader: Reader): Pattern {
  const { source } = reader;
  const from = reader.at;
  reader.at++;
  if (source.startsWith('?:', reader.at)) reader.at += 2;
  else if (source[reader.at] === '?') fail('regex.unsupported', reader, 4, from);
  const inside = readChoice(reader);
  if (source[reader.at] !== ')') fail('regex.unexpected', reader);
  reader.at++;
  return inside.kind === 'text' && inside.text === '' ? empty : inside;
}

function readClass(reader: Reader): Pattern {
  const { source } = reader;
  reader.at++;
  const negated = source[reader.at] === '^';
  if (negated) reader.at++;
  const ranges: Range[] = [];
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) fail('regex.unexpected', reader);
    const from = reader.at;
    const first = readMember(reader);
    if (source[reader.at] === '-' && reader.at + 1 < source.length && source[reader.at + 1] !== ']') {
      reader.at++;
      const last = readMember(reader);
      const single = (set: readonly Range[]) => set.length === 1 && set[0][0] === set[0][1];
      if (!single(first) || !single(last) || first[0][0] > last[0][0])
        fail('regex.bad-range', reader, reader.at - from, from);
      ranges.push([first[0][0], last[0][0]]);
    } else ranges.push(...first);
  }
  reader.at++;
  return characterClass(negated ? complement(ranges) : ranges);
}

function readMember(reader: Reader): readonly Range[] {
  const { source } = reader;
  if (reader.at >= source.length) fail('regex.unexpected', reader);
  if (source[reader.at] === '\\') return readEscape(reader, true);
  const code = source.codePointAt(reader.at) as number;
  reader.at += code > 0xffff ? 2 : 1;
  return [[code, code]];
}

function readEscape(reader: Reader, inClass: boolean): readonly Range[] {
  const { source } = reader;
  const from = reader.at;
  const sign = source[from + 1];
  reader.at += 2;
  if (sign === undefined) fail('regex.bad-escape', reader, 1, from);
  if (Object.hasOwn(SETS, sign)) return SETS[sign];
  const one = (code: number): readonly Range[] => [[code, code]];
  if (sign === '0' && /\d/.test(source[reader.at] ?? '')) fail('regex.bad-escape', reader, 3, from);
  if (Object.hasOwn(CONTROLS, sign)) return one(CONTROLS[sign]);
  if (inClass && sign === 'b') return one(8);
  if (sign === 'x' || sign === 'u') {
    const digits = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\})/.exec(
      source.slice(from, from + 12),
    );
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? digits[3], 16) : Number.NaN;
    // Halves of a pair would need the other half; written as \u{…} there is no need for them.
    if (!digits || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      fail('regex.bad-escape', reader, 6, from);
    reader.at = from + digits[0].length;
    return one(code);
  }
  if (/[\^$\\.*+?()[\]{}|/-]/.test(sign)) {
    // JavaScript, too, allows \- in classes only.
    if (sign === '-' && !inClass) fail('regex.bad-escape', reader, 2, from);
    return one(sign.charCodeAt(0));
  }
  if (/[bBkpP1-9]/.test(sign)) fail('regex.unsupported', reader, 2, from);
  fail('regex.bad-escape', reader, 2, from);
}
