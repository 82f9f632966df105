import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitTokens } from '../../kernels/transformer/probes';
import { createTokenizer } from '../../kernels/transformer/tokenizer';
import { makeProbes, PROBES, type ProbeItem } from '../../models/pocket/corpus';

/** Solvers that read only the prompt's text, written apart from the generator: each item's answer must be theirs. */

const shipped = new URL('../../public/models/', import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, shipped), 'utf8'));
const items: ProbeItem[] = readJson('heldout/probes.json');
const tokenizer = createTokenizer(readJson('pocket/tokenizer.json'));

const ENGLISH = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
const CHINESE = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const solvers: Record<string, (item: ProbeItem) => string> = {
  recall({ prompt, lang }) {
    if (lang === 'zh') {
      const asked = /大家都记得，(.+)$/.exec(prompt)?.[1];
      return new RegExp(`把${asked}(放在[^。]+)。`).exec(prompt)?.[1] ?? '';
    }
    const asked = /looked for the ([a-z ]+)$/.exec(prompt)?.[1];
    return new RegExp(`put the ${asked}( [a-z ]+)\\.`).exec(prompt)?.[1] ?? '';
  },
  induction({ prompt, lang }) {
    if (lang === 'zh') return /叫：(.+?)。/.exec(prompt)?.[1] ?? '';
    const word = /(?:called a|stood a|found a) ([a-z]+)/.exec(prompt)?.[1];
    return ` ${word}`;
  },
  counting({ prompt, lang }) {
    if (lang === 'zh') {
      const [start, change] = [...prompt.matchAll(/(十[一二]?|[一两三四五六七八九])个(?!？)/g)].map((m) =>
        CHINESE.indexOf(m[1]),
      );
      return `${CHINESE[prompt.endsWith('一共几个？') ? start + change : start - change]}个`;
    }
    const [start, change] = prompt
      .split(/[ .]+/)
      .map((word) => ENGLISH.indexOf(word))
      .filter((value) => value >= 0);
    return ` ${ENGLISH[/more\. Now/.test(prompt) ? start + change : start - change]}`;
  },
  agreement({ prompt, lang, options }) {
    if (lang === 'zh') return agreementZh(prompt, options ?? []);
    const women = ['Mira', 'Nora', 'Ada', 'Lena', 'Ruth', 'Ivy', 'Tilda', 'Greta', 'Hana', 'Opal'];
    const woman = women.includes(prompt.split(' ')[0]);
    if (options?.includes(' she')) return woman ? ' she' : ' he';
    if (options?.includes(' her')) return woman ? ' her' : ' his';
    const head = /(?:^|[.] )The ([a-z]+)(?: [a-z ]+)$/.exec(prompt)?.[1] ?? '';
    const plural = head.endsWith('s') && head !== 'compass';
    return (options ?? []).find((option) => [' were', ' are'].includes(option) === plural) ?? '';
  },
  brackets({ prompt }) {
    const open: string[] = [];
    for (const mark of prompt) {
      if (mark === '{') open.push('}');
      if (mark === '[') open.push(']');
      if (mark === '}' || mark === ']') expect(open.pop()).toBe(mark);
    }
    return `"${open.reverse().join('')}`;
  },
  sorting({ prompt }) {
    const row = (prompt.match(/\d+/g) ?? []).map(Number);
    expect(row).toHaveLength(3);
    return ` ${row.sort((x, y) => x - y).join(', ')}`;
  },
};

function agreementZh(prompt: string, options: readonly string[]): string {
  if (options.includes('他')) return /^(小梅|阿秀|小兰|春花|月儿)/.test(prompt) ? '她' : '他';
  const classifiers: [RegExp, string][] = [
    [/钥匙|雨伞|小刀|梳子/, '把'],
    [/书|账本/, '本'],
    [/地图|画|纸条/, '张'],
    [/手表|杯子|铃铛/, '只'],
    [/围巾|绳子/, '条'],
    [/信/, '封'],
    [/油灯/, '盏'],
  ];
  const thing = prompt.split('在')[0];
  return `就那${classifiers.find(([names]) => names.test(thing))?.[1]}`;
}

describe('the shipped probes', () => {
  it('are what the generator makes today', () => {
    expect(items).toEqual(makeProbes(120));
  });

  it.each(PROBES)('%s: at least 100 items, both languages, no prompt twice', (probe) => {
    const mine = items.filter((item) => item.probe === probe);
    expect(mine.length).toBeGreaterThanOrEqual(100);
    expect(mine.filter((item) => item.lang === 'zh').length).toBe(mine.length / 4);
    expect(new Set(mine.map((item) => item.prompt)).size).toBe(mine.length);
  });

  it.each(PROBES)('%s: every answer is what a solver finds in the text', (probe) => {
    const more = makeProbes(500);
    for (const item of [...items, ...more].filter((one) => one.probe === probe)) {
      expect({ prompt: item.prompt, answer: solvers[probe](item) }).toEqual({
        prompt: item.prompt,
        answer: item.answer,
      });
    }
  });

  it('options hold the answer once and differ from each other', () => {
    for (const { options, answer } of items) {
      if (!options) continue;
      expect(new Set(options).size).toBe(options.length);
      expect(options).toContain(answer);
      expect(options.length).toBeGreaterThan(1);
    }
  });

  it('brackets close into valid JSON', () => {
    for (const item of items.filter((one) => one.probe === 'brackets')) {
      expect(() => JSON.parse(item.prompt + item.answer)).not.toThrow();
    }
  });

  it('no answer can be had by always choosing the same option', () => {
    for (const probe of PROBES) {
      const answers = items.filter((item) => item.probe === probe).map((item) => item.answer);
      const counts = new Map<string, number>();
      for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
      expect(Math.max(...counts.values()) / answers.length).toBeLessThan(0.4);
    }
  });

  it('tokenize as in running text: no token spans prompt and answer', () => {
    for (const { prompt, options, answer } of items) {
      for (const option of options ?? [answer]) {
        const split = splitTokens(tokenizer.encode, prompt, option);
        expect([...split.prompt, ...split.continuation]).toEqual(tokenizer.encode(prompt + option));
      }
    }
  });
});
