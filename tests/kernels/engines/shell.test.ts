import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteWord, readShell } from '../../../kernels/engines/shell';

const words = (text: string) => readShell(text).commands.map(({ words: all }) => all.map((one) => one.text));

describe('words of a shell', () => {
  it('reads quotes, continued lines and comments by hand', () => {
    expect(words("a 'b c' \\\n d && e # f\ng")).toEqual([['a', 'b c', 'd'], ['e'], ['g']]);
    expect(words('--x="1 2"\'3\'\\ 4 "a\\"b"')).toEqual([['--x=1 23 4', 'a"b']]);
    expect(words('a \\\r\n b')).toEqual([['a', 'b']]);
    expect(words('')).toEqual([]);
  });

  it('says where each word began', () => {
    expect(readShell('ab  "c d"').commands[0].words).toEqual([
      { text: 'ab', at: 0, quoted: false },
      { text: 'c d', at: 4, quoted: true },
    ]);
  });

  it('fills in variables that the text sets before, and no others', () => {
    const braces = ['M=x; export N="y z"\nrun $M "$', '{N}" $', '{O:-o}'].join('');
    expect(words(braces)[2]).toEqual(['run', 'x', 'y z', 'o']);
    const late = readShell('M=x run $M $(date) `date`');
    expect(late.commands[0].words.slice(2).map((word) => word.text)).toEqual(['$M', '$(date)', '`date`']);
    expect(late.notes.map((note) => note.id)).toEqual(['unset-variable', 'substitution', 'substitution']);
    expect(words("M=x; run '$M'")[1]).toEqual(['run', '$M']);
  });

  it('reports a quote that never ends and a backslash before a blank', () => {
    expect(readShell('a "b c').notes).toEqual([{ id: 'unclosed-quote', at: 2, text: '"b c' }]);
    const pasted = readShell('a \\ \n --b');
    expect(pasted.commands[0].words.map((word) => word.text)).toEqual(['a', '--b']);
    expect(pasted.notes[0].id).toBe('space-after-backslash');
  });

  it('leaves redirections out', () => {
    expect(words('a --b > log.txt 2>&1 &')).toEqual([['a', '--b']]);
    expect(words('a &> log --c 3')).toEqual([['a', '--c', '3']]);
  });

  it('gives back what was quoted, as a real shell does', () => {
    const tricky = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(tricky, { minLength: 1, maxLength: 5 }), (list) => {
        expect(words(list.map(quoteWord).join(' '))).toEqual([list]);
      }),
      { numRuns: 500 },
    );
    const hard = ["it's", '', 'a b', '$HOME', '"', '\\', '#x', '`', '*', 'ü', '-'];
    const script = `printf '%s\\n' ${hard.map(quoteWord).join(' ')}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${hard.join('\n')}\n`);
  });

  it('parts words at every blank there is, a pasted no-break space too', () => {
    const blanks = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => /\s/.test(character) && character !== '\n',
    );
    expect(blanks.length).toBeGreaterThan(20);
    for (const blank of blanks) expect(words(`a${blank}b >${blank}c d`)).toEqual([['a', 'b', 'd']]);
  });

  it('comes to an end at whatever character', () => {
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      readShell(`${character}a ${character} >${character}`);
    }
  });

  it('never throws and never loses its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (text) => {
        for (const { words: all } of readShell(text).commands)
          for (const { at } of all) expect(at).toBeLessThan(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
