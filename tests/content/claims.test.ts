import { describe, expect, test } from 'vitest';
import { claimHtml, claimSource } from '@/content/loader/claims';
import { type Claim, loadClaims } from '@/content/loader/data';
import { lintProse } from '@/content/loader/lint';
import { checkedClaims, claimFigures, verdictStands } from '@/kernels/cost/errata';
import { agrees, type ClaimCheck, figure } from '@/kernels/cost/errata/check';
import { recommendedByNote } from '@/kernels/cost/errata/manager';
import { evaluateTex } from './tex-arithmetic';

const claims = loadClaims();
const claimOf = new Map(claims.map((claim) => [claim.id, claim]));
const recomputed = claims.filter((claim) => claim.check === 'recomputed');
const LANGS = ['en', 'zh'] as const;

const textsOf = (claim: Claim, lang: 'en' | 'zh') =>
  [claim.claim, claim.correction, claim.derivation].flatMap((text) => (text ? [text[lang]] : []));
const namesIn = (texts: readonly string[]) =>
  [...texts.join(' ').matchAll(/\{computed:(\w+)\}/g)].map((match) => match[1]);

describe('the list of claims', () => {
  test('holds all 174, each note from its first to its last', () => {
    const ends = [59, 60, 25, 14, 16];
    const expected = ends.flatMap((end, note) => Array.from({ length: end }, (_, at) => `${note}.${at + 1}`));
    expect([...claimOf.keys()].sort()).toEqual(expected.sort());
    for (const claim of claims) expect(claim.id.split('.')[0], claim.id).toBe(String(claim.seed));
  });

  test.each(LANGS)('is readable in %s, formulas and figures included', (lang) => {
    for (const claim of claims) {
      for (const text of textsOf(claim, lang)) {
        const html = claimHtml(claim, text, lang);
        expect(html.length, claim.id).toBeGreaterThan(2);
        expect(html, claim.id).not.toMatch(/\{computed|\{calc|NaN|∞/);
        const marks = lintProse(text, lang).filter((mark) => mark.rule !== 'bare-number');
        expect(marks, claim.id).toEqual([]);
      }
      expect(claimSource(claim, lang).length, claim.id).toBeGreaterThan(1);
    }
  });

  test('is written in Chinese where it says so', () => {
    for (const claim of claims) {
      for (const text of [claim.claim, claim.correction]) {
        expect(/\p{Script=Han}/u.test(text.zh), claim.id).toBe(true);
        expect(/\p{Script=Han}/u.test(text.en), claim.id).toBe(false);
      }
    }
  });

  test('prints the same figures in both languages', () => {
    for (const claim of claims)
      expect(namesIn(textsOf(claim, 'zh')).sort(), claim.id).toEqual(namesIn(textsOf(claim, 'en')).sort());
  });

  test('says so where there is no source', () => {
    for (const claim of claims)
      if (claim.check === 'none') {
        expect(claim.verdict, claim.id).toBe('unsourced');
        expect(claimSource(claim, 'en'), claim.id).toContain('no source found');
      }
  });
});

describe('every arithmetic claim is recomputed', () => {
  test('the checks are those of the claims that name one, no more and no fewer', () => {
    expect([...checkedClaims].sort()).toEqual(recomputed.map((claim) => claim.id).sort());
    expect(recomputed.length).toBeGreaterThanOrEqual(100);
  });

  test('a derivation without a check holds letters only', () => {
    for (const claim of claims) {
      if (!claim.derivation || claim.check === 'recomputed') continue;
      const sums = [...claim.derivation.en.matchAll(/\$([^$]+)\$/g)].map((match) => evaluateTex(match[1]));
      expect(
        sums.filter((value) => value !== undefined),
        claim.id,
      ).toEqual([]);
    }
  });

  test.each(recomputed.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
    const figures = claimFigures(id);
    for (const [name, { value }] of Object.entries(figures))
      expect(Number.isFinite(value), `${id} ${name}`).toBe(true);
    // A figure that nothing prints and nothing compares would be dead weight.
    const printed = new Set(namesIn(textsOf(claim, 'en')));
    for (const [name, one] of Object.entries(figures))
      expect(printed.has(name) || one.said !== undefined, `${id} ${name}`).toBe(true);
    for (const name of printed) expect(Object.keys(figures), id).toContain(name);
    expect(verdictStands(claim.verdict, Object.values(figures)), id).toBe(true);
  });

  test.each(LANGS)('sums written out in a derivation come to a figure of the claim (%s)', (lang) => {
    const lost: string[] = [];
    for (const claim of recomputed) {
      if (!claim.derivation) continue;
      for (const [, tex] of claim.derivation[lang].matchAll(/\$([^$]+)\$/g)) {
        const value = evaluateTex(tex);
        if (value !== undefined && !isKnown(value, claimFigures(claim.id)))
          lost.push(`${claim.id}: ${tex} = ${value}`);
      }
    }
    expect(lost).toEqual([]);
  });
});

/** Whether a written sum is one of the figures, in its own unit or in one of the usual ones. */
function isKnown(value: number, figures: ClaimCheck): boolean {
  const scales = [1, 1e-12, 1e-9, 1e9, 1e12, 1 / 8, 2 ** 10, 2 ** 30, 1e-3, 1e3];
  return Object.values(figures).some((one) =>
    [one.value, one.said ?? Number.NaN].some((known) =>
      scales.some((scale) => Math.abs(value * scale - known) <= 0.02 * Math.abs(known)),
    ),
  );
}

describe('figures worked by hand', () => {
  const byHand: [id: string, name: string, value: number][] = [
    ['0.1', 'llama2', 275_906_592_768],
    ['0.5', 'saved', 0.875],
    ['0.14', 'gqa', 327_680],
    ['0.14', 'mla', 70_272],
    ['0.15', 'perToken', 327_680],
    ['0.16', 'cache', 134_217_728_000],
    ['0.20', 'cache', 20 * 2 ** 30],
    ['0.38', 'cut', 0.5],
    ['0.44', 'serialMean', 46.75],
    ['0.48', 'ratio', 280 / 75],
    ['1.25', 'e4m3', Math.log2(229_376)],
    ['1.32', 'cache', 32_768_000_000],
    ['1.45', 'usual', 3.3616],
    ['2.12', 'broken', 4],
    ['2.13', 'rule', 84e9],
    ['4.5', 'scores', 25 * 2 ** 30],
    ['4.6', 'cache', 2.5 * 2 ** 30],
  ];
  test.each(byHand)('%s %s', (id, name, value) => {
    expect(claimFigures(id)[name].value / value).toBeCloseTo(1, 10);
  });

  test('the note’s recommendation takes each of its branches', () => {
    expect([
      recommendedByNote(14, 24),
      recommendedByNote(14, 16),
      recommendedByNote(140, 80),
      recommendedByNote(140, 24),
    ]).toEqual(['FP16', 'INT8', 'INT4_AWQ', 'GGUF']);
  });
});

describe('comparing', () => {
  test('about, at least, at most, and nothing to compare', () => {
    expect(agrees(figure(275.9, 'bytes', { said: 280 }))).toBe(true);
    expect(agrees(figure(0.875, 'percent', { said: 0.9375 }))).toBe(false);
    expect(agrees(figure(65, 'tokensPerSecond', { said: 80, meant: 'atLeast' }))).toBe(false);
    expect(agrees(figure(3, 'count', { said: 4, meant: 'atMost' }))).toBe(true);
    expect(agrees(figure(1, 'count'))).toBeUndefined();
  });

  test('a verdict falls when the arithmetic turns against it', () => {
    const right = figure(1, 'count', { said: 1 });
    const wrong = figure(1, 'count', { said: 2 });
    expect(verdictStands('right', [right, wrong])).toBe(false);
    expect(verdictStands('wrong', [right])).toBe(false);
    expect(verdictStands('right arithmetic', [wrong])).toBe(false);
    expect(verdictStands('wrong', [right, wrong])).toBe(true);
  });

  test('a claim without a check is named', () => {
    expect(() => claimFigures('1.44')).toThrow(/errata.unchecked.*1\.44/);
  });
});
