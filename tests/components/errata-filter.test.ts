import { describe, expect, it } from 'vitest';
import {
  ALL,
  countsOf,
  EMPTY_QUERY,
  type Entry,
  found,
  matching,
  readQuery,
  searchable,
  writeQuery,
} from '../../components/simulators/errata/filter';
import { errataMessages } from '../../components/simulators/errata/messages';
import { verdictTable } from '../../components/simulators/errata/page-list';

const entries: Entry[] = [
  { id: '0.1', verdict: 'right', chapter: 'bytes', note: '0' },
  { id: '0.5', verdict: 'wrong', chapter: 'quantize', note: '0' },
  { id: '1.25', verdict: 'wrong', chapter: 'numbers', note: '1' },
];
const words = new Map([
  ['0.1', searchable('A 70B model needs 320\u202fKiB')],
  ['0.5', searchable('从 FP32 量化到 INT4')],
  ['1.25', searchable('E4M3 has the larger range')],
]);

describe('searching', () => {
  it('finds all parts in either script, whatever the case and the width of a space', () => {
    expect([...found(words, '320 kib')]).toEqual(['0.1']);
    expect([...found(words, '量化 int4')]).toEqual(['0.5']);
    expect([...found(words, 'ｅ４ｍ３')]).toEqual(['1.25']);
    expect([...found(words, 'range 量化')]).toEqual([]);
  });
});

describe('choosing', () => {
  it('combines choices and search', () => {
    expect(matching(entries, EMPTY_QUERY)).toHaveLength(3);
    expect(matching(entries, { ...EMPTY_QUERY, verdict: 'wrong', note: '1' }).map((one) => one.id)).toEqual([
      '1.25',
    ]);
    expect(matching(entries, { ...EMPTY_QUERY, verdict: 'wrong' }, new Set(['0.1']))).toEqual([]);
  });

  it('counts what each value would leave, its own choice set aside', () => {
    const counts = countsOf('verdict', entries, { ...EMPTY_QUERY, verdict: 'right', note: '0' });
    expect(Object.fromEntries(counts)).toEqual({ [ALL]: 2, right: 1, wrong: 1 });
    expect(countsOf('chapter', entries, { ...EMPTY_QUERY, verdict: 'right' }).get('numbers')).toBe(0);
  });
});

describe('the address', () => {
  it('goes out and comes back, and keeps what is not its own', () => {
    const query = { q: 'KV 缓存', verdict: 'wrong', chapter: 'quantize', note: '0' };
    const search = writeQuery('?seed=7', query);
    expect(search).toContain('seed=7');
    expect(readQuery(search, entries)).toEqual({ query, issues: [] });
    expect(writeQuery(search, EMPTY_QUERY)).toBe('?seed=7');
  });

  it('replaces what no claim has, and says so', () => {
    const { query, issues } = readQuery(`?verdict=nonsense&note=9&q=${'x'.repeat(500)}`, entries);
    expect(query.verdict).toBe(ALL);
    expect(query.q).toHaveLength(80);
    expect(issues).toEqual([
      { key: 'verdict', given: 'nonsense', used: ALL },
      { key: 'note', given: '9', used: ALL },
    ]);
  });
});

it('the table counts verdicts by note, and its last row and column add up', () => {
  const table = verdictTable(entries, errataMessages.en);
  const last = table.rows.at(-1)!;
  expect(last.at(-1)).toBe(3);
  for (let column = 1; column < last.length; column++) {
    const above = table.rows.slice(0, -1).map((row) => Number(row[column]));
    expect(above.reduce((sum, one) => sum + one, 0)).toBe(last[column]);
  }
});
