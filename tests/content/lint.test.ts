import { expect, test } from 'vitest';
import { lintProse, skeletonOf } from '@/content/loader/lint';
import { countWords, readingMinutes } from '@/content/loader/words';

test('a bare number of consequence is marked, a computed or cited one is not', () => {
  expect(lintProse('The cache takes 320 KiB per token.', 'en')).toHaveLength(1);
  expect(lintProse('The cache takes <Calc id="paging.kvBytesPerToken" /> per token.', 'en')).toEqual([]);
  expect(lintProse('They measured 38.2 percent <Cite id="kwon2023" />.', 'en')).toEqual([]);
  expect(lintProse('缓存要 320 KiB。', 'zh')).toHaveLength(1);
});

test('names, small counts, years and formulas are no numbers of consequence', () => {
  expect(lintProse('Llama-3.1-70B in FP16 on 4 A100 cards, 4-bit, in 2023, where $x = 4096$.', 'en')).toEqual(
    [],
  );
});

test('hype and exclamation marks are marked', () => {
  expect(lintProse('You can simply do it.', 'en').map((mark) => mark.rule)).toEqual(['voice']);
  expect(lintProse('It works!', 'en').map((mark) => mark.rule)).toEqual(['voice']);
  expect(lintProse('快了！', 'zh').map((mark) => mark.rule)).toEqual(['voice']);
});

test('a price is marked, because it would start a formula', () => {
  expect(lintProse('It costs $5 an hour.', 'en').map((mark) => mark.rule)).toContain('dollar');
});

test('the skeleton sees ids, tags and formulas, and not the words', () => {
  const en = skeletonOf(
    '## Pages [#pages]\n\nA <Calc id="a.b" /> and\n\n$$ x = \\text{words} $$\n<Step title="One">',
  );
  const zh = skeletonOf('## 分页 [#pages]\n\n一个 <Calc id="a.b" />\n\n$$x=\\text{词}$$\n<Step title="一">');
  expect(en).toEqual(zh);
  expect(skeletonOf('<Calc id="a.c" />')).not.toEqual(skeletonOf('<Calc id="a.b" />'));
});

test('words are counted as each language counts them', () => {
  expect(countWords('---\ntitle: x\n---\nFive words stand right here <Calc id="x" />.', 'en')).toBe(5);
  expect(countWords('显存里放着 KV 缓存。', 'zh')).toBe(8);
  expect(readingMinutes(2200, 'en')).toBe(10);
});
