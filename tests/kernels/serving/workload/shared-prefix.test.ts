import { describe, expect, it } from 'vitest';
import { sharedPrefixRequests } from '../../../../kernels/serving/workload/shared-prefix';

const options = {
  kind: 'system',
  requests: 30,
  prefixTokens: 40,
  uniqueTokens: 20,
  outputTokens: 8,
} as const;

function common(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

describe('prompts that begin alike', () => {
  it('share their system prompt within a group, and nothing across groups', () => {
    const requests = sharedPrefixRequests(options, 1);
    for (const a of requests.slice(1)) {
      const [b] = requests;
      expect(common(a.prompt, b.prompt)).toBe(a.group === b.group ? 40 : 0);
    }
  });

  it('share instructions across tasks and examples within one', () => {
    const requests = sharedPrefixRequests({ ...options, kind: 'fewshot' }, 2);
    const [first, ...rest] = requests;
    for (const one of rest)
      expect(common(one.prompt, first.prompt)).toBe(one.group === first.group ? 40 : 10);
  });

  it('of a conversation contain every turn before', () => {
    const requests = sharedPrefixRequests({ ...options, kind: 'chat', requests: 60 }, 3);
    const turns = requests.filter(({ follows }) => follows !== undefined);
    expect(turns.length).toBeGreaterThan(20);
    for (const { prompt, group, follows } of turns) {
      const before = requests[follows!];
      expect(before.group).toBe(group);
      const said = [...before.prompt, ...before.output];
      expect(common(prompt, said)).toBe(said.length);
    }
  });

  it('share the date and nothing else behind a time stamp; nothing when unique', () => {
    const [a, b] = sharedPrefixRequests({ ...options, kind: 'stamp' }, 4);
    expect(common(a.prompt, b.prompt)).toBe(3);
    expect(a.prompt.slice(8, 48)).toEqual(b.prompt.slice(8, 48));
    const [c, d] = sharedPrefixRequests({ ...options, kind: 'unique' }, 4);
    expect(common(c.prompt, d.prompt)).toBe(0);
  });

  it('change only where a dial changes them', () => {
    const short = sharedPrefixRequests(options, 5);
    const long = sharedPrefixRequests({ ...options, prefixTokens: 60, requests: 50 }, 5);
    for (const [id, { prompt, output, group }] of short.entries()) {
      expect(long[id].prompt.slice(0, 40)).toEqual(prompt.slice(0, 40));
      expect(long[id].prompt.slice(60)).toEqual(prompt.slice(40));
      expect(long[id]).toMatchObject({ output, group });
    }
  });
});
