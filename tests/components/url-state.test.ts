import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { figureMessages } from '@/components/charts/figure-messages';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { readUrlState, writeUrlState } from '@/components/url-state';
import { billParams } from '@/kernels/cost/bill/params';
import { plannerParams } from '@/kernels/cost/memory-planner/params';
import type { ParamSpec } from '@/kernels/simulator';

const specs: ParamSpec[] = [
  { key: 'blockTokens', kind: 'number', default: 16, min: 4, max: 256, step: 4, labelId: 'b' },
  { key: 'scheme', kind: 'choice', default: 'affine', choices: ['affine', 'symmetric'], labelId: 's' },
];
const presets = {
  plain: { params: { blockTokens: 16, scheme: 'affine' }, seed: 7 },
  big: { params: { blockTokens: 128, scheme: 'symmetric' }, seed: 9 },
};
const read = (search: string) => readUrlState(search, specs, presets, 'plain');
const write = (search: string, state: Parameters<typeof writeUrlState>[1]) =>
  writeUrlState(search, state, specs, presets, 'plain');

describe('state in the address', () => {
  it('is the default preset when the address says nothing', () => {
    expect(read('')).toEqual({
      preset: 'plain',
      values: { blockTokens: 16, scheme: 'affine' },
      seed: 7,
      issues: [],
    });
  });

  it('takes a preset and what differs from it', () => {
    const state = read('?preset=big&blockTokens=32&seed=11');
    expect(state).toEqual({
      preset: 'big',
      values: { blockTokens: 32, scheme: 'symmetric' },
      seed: 11,
      issues: [],
    });
    expect(write('', state)).toBe('?preset=big&blockTokens=32&seed=11');
  });

  it('keeps keys that are not its own and drops what is usual', () => {
    expect(write('?rung=wasm&seed=11', read(''))).toBe('?rung=wasm');
  });

  it('replaces nonsense by something legal and says so', () => {
    const state = read('?preset=huge&blockTokens=banana&scheme=<b>&seed=-1');
    expect(state.values).toEqual({ blockTokens: 16, scheme: 'affine' });
    expect(state.seed).toBe(7);
    expect(state.issues.map((issue) => [issue.key, issue.given, issue.used])).toEqual([
      ['preset', 'huge', 'plain'],
      ['seed', '-1', 7],
      ['blockTokens', 'banana', 16],
      ['scheme', '<b>', 'affine'],
    ]);
  });

  it('falls back to the value of the preset, not of the table', () => {
    expect(read('?preset=big&blockTokens=x').values.blockTokens).toBe(128);
  });

  it('keeps the scene under another key where two figures share a page', () => {
    const state = readUrlState('?preset=plain&audit=big', specs, presets, 'plain', 'audit');
    expect([state.preset, state.issues]).toEqual(['big', []]);
    expect(writeUrlState('?preset=plain', state, specs, presets, 'plain', 'audit')).toBe(
      '?preset=plain&audit=big',
    );
  });

  it('does not take an inherited name for a preset', () => {
    expect(read('?preset=constructor').preset).toBe('plain');
  });

  it('pulls a number into its range and cuts what was given to a length fit to show', () => {
    const state = read(`?blockTokens=${'9'.repeat(80)}`);
    expect(state.values.blockTokens).toBe(256);
    expect(state.issues[0].given).toHaveLength(40);
  });

  it('says what stands behind the 0 that means the Setup', () => {
    for (const [all, search, key] of [
      [plannerParams, '?sequences=-7', 'sequences'],
      [billParams, '?tokensEach=many', 'tokensEach'],
    ] as const) {
      const { issues } = readUrlState(search, all, presets, 'plain');
      expect(issues).toMatchObject([{ key, used: 0, usedIs: 'setup' }]);
      for (const [lang, words] of [
        ['en', 'your Setup’s own value is used instead'],
        ['zh', '已改用你的配置里的值'],
      ] as const) {
        const html = renderToStaticMarkup(
          createElement(ReplacedNotice, { issues, messages: figureMessages[lang] }),
        );
        expect(html).toContain(words);
        expect(html).not.toMatch(/[^\d]0 is used|改用 0/);
      }
    }
    expect(read('?blockTokens=banana').issues[0].usedIs).toBeUndefined();
  });
});
