import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts, compilePattern, compileRegex } from '../../../kernels/structured/automaton';
import { MAX_STATES } from '../../../kernels/structured/dfa';
import { matchesObvious } from '../../../kernels/structured/obvious';
import { parseRegex } from '../../../kernels/structured/regex';

/** Few letters, so that random texts match now and then; one of two bytes, one of three, one of four. */
const letter = fc.constantFrom('a', 'b', '-', 'é', '中', '😀');
const atom = fc.oneof(
  letter.map((c) => (c === '-' ? '-' : c)),
  fc.constantFrom(
    '.',
    '\\d',
    '\\w',
    '\\W',
    '[ab]',
    '[^a]',
    '[a-é]',
    '[中-龥]',
    '[^中]',
    '\\u{1F600}',
    '\\.',
    '[\\]a-]',
  ),
);
const { regex } = fc.letrec<{ regex: string; unit: string }>((tie) => ({
  regex: fc.array(tie('unit'), { minLength: 1, maxLength: 3 }).map((units) => units.join('')),
  unit: fc.oneof(
    { maxDepth: 2 },
    atom,
    fc.tuple(atom, fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}', '*?')).map(([a, q]) => a + q),
    fc
      .tuple(tie('regex'), tie('regex'), fc.constantFrom('', '?', '*', '{0,2}'))
      .map(([a, b, q]) => `(${a}|${b})${q}`),
    tie('regex').map((a) => `(?:${a})+`),
  ),
}));
const subject = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(''));

describe('compileRegex', () => {
  it('accepts what JavaScript and the obvious reference match, 1,000 expressions', () => {
    fc.assert(
      fc.property(regex, fc.array(subject, { minLength: 8, maxLength: 8 }), (source, texts) => {
        const own = compileRegex(source);
        const theirs = new RegExp(`^(?:${source})$`, 'u');
        const pattern = parseRegex(source);
        for (const text of texts) {
          const expected = theirs.test(text);
          expect(accepts(own, text)).toBe(expected);
          expect(matchesObvious(pattern, text)).toBe(expected);
        }
      }),
      { numRuns: 1000, seed: 19 },
    );
  });

  it('is the smallest: no two states agree on every text, and none is a dead end', () => {
    fc.assert(
      fc.property(regex, (source) => {
        const { states, classes, next, accepting } = compileRegex(source);
        // Obvious refinement, round by round, until nothing splits any more.
        let names = Array.from(accepting, String);
        for (;;) {
          const fuller = names.map((name, state) =>
            [
              name,
              ...Array.from({ length: classes }, (_, c) => names[next[state * classes + c]] ?? '-'),
            ].join(),
          );
          const ids = [...new Set(fuller)];
          const numbered = fuller.map((name) => String(ids.indexOf(name)));
          if (ids.length === new Set(names).size) break;
          names = numbered;
        }
        expect(new Set(names).size).toBe(states);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it.each([
    ['(ab)*', 2],
    ['aa|ba', 3],
    ['a{2,3}', 4],
    ['true|false', 8],
    ['[中国]', 6],
  ])('%s has %d states', (source, states) => {
    expect(compileRegex(source).states).toBe(states);
  });

  it('reads anchors where they say nothing new, and classes as JavaScript does', () => {
    expect(accepts(compileRegex('^a$'), 'a')).toBe(true);
    expect(accepts(compileRegex('\\s'), '\u3000')).toBe(true);
    expect(accepts(compileRegex('.'), '\n')).toBe(false);
    expect(accepts(compileRegex('[^\\d]'), '7')).toBe(false);
  });

  it.each([
    ['(a', 'regex.unexpected', 2],
    ['a)', 'regex.unexpected', 1],
    ['a**', 'regex.unexpected', 2],
    ['[a', 'regex.unexpected', 2],
    ['a{2', 'regex.unexpected', 1],
    ['[z-a]', 'regex.bad-range', 1],
    ['a{3,2}', 'regex.bad-range', 1],
    ['ab{1001}', 'regex.repeat-too-large', 2],
    ['(?=a)', 'regex.unsupported', 0],
    ['a\\b', 'regex.unsupported', 1],
    ['a^b', 'regex.unsupported', 1],
    ['(a)\\1', 'regex.unsupported', 3],
    ['\\q', 'regex.bad-escape', 0],
    ['a\\', 'regex.bad-escape', 1],
    ['\\u{110000}', 'regex.bad-escape', 0],
    ['\ud800', 'pattern.lone-surrogate', 0],
  ])('says where %s is wrong', (source, id, at) => {
    expect(() => compileRegex(source)).toThrow(
      expect.objectContaining({ id, data: expect.objectContaining({ at }) }),
    );
  });

  it('answers at once where an automaton would be too large', () => {
    const started = performance.now();
    const tooLarge = (source: string, what: string) =>
      expect(() => compileRegex(source)).toThrow(
        expect.objectContaining({ id: 'automaton.too-large', data: expect.objectContaining({ what }) }),
      );
    tooLarge('((a{1000}){1000}){1000}', 'positions');
    tooLarge('(.*a.{16})', 'states');
    expect(() => compileRegex('[]')).toThrow(expect.objectContaining({ id: 'automaton.empty' }));
    expect(() => compileRegex('a'.repeat(10_001))).toThrow(expect.objectContaining({ id: 'regex.too-long' }));
    expect(() => compileRegex('('.repeat(300))).toThrow(expect.objectContaining({ id: 'regex.too-deep' }));
    // The classic that hangs backtracking engines is three states here.
    expect(compileRegex('(a*)*b').states).toBe(2);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(MAX_STATES).toBe(20_000);
  });

  it('minimises a long chain without a quadratic wait', () => {
    const started = performance.now();
    const pattern = parseRegex(`${'[ab]{1000}'.repeat(12)}c`);
    expect(compilePattern(pattern).states).toBe(12_002);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
