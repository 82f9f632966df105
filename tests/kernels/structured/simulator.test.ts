import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { jumpModes } from '../../../kernels/structured/decode';
import { spacings } from '../../../kernels/structured/json-text';
import { ANSWER_TOKENS, tasks } from '../../../kernels/structured/presets';
import {
  type StructuredState,
  simulateDecoding,
  structuredSimulator,
} from '../../../kernels/structured/simulator';
import { toyModel } from '../../../kernels/structured/toy-model';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';

const { init, step, metrics, invariants, describe: say, presets } = structuredSimulator;
const start = (params: Record<string, string | number> = {}, seed = 1) =>
  init({ ...presets.form.params, ...params }, seed);

function finish(from: StructuredState, each: (state: StructuredState) => void = () => {}): StructuredState {
  let state = from;
  for (;;) {
    const next = step(state);
    if (next.state === state) return state;
    state = next.state;
    each(state);
  }
}

describe('the toy', () => {
  it('has every byte, words of the scenes, and the same noise for the same text', () => {
    const { tokenizer } = toyModel;
    for (const text of ['{"owner": "Ada"}', 'Jonas 7 ♣', '{"主人": "小兰"}\n']) {
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }
    expect(tokenizer.encode('owner')).toHaveLength(1);
    expect(toyModel.logits([1, 2, 3], 4)).toEqual(toyModel.logits([9, 2, 3], 4));
    expect(toyModel.logits([1, 2, 3], 4)).not.toEqual(toyModel.logits([1, 2, 3], 5));
    expect(Array.from(toyModel.logits([], 0)).every(Number.isFinite)).toBe(true);
  });
});

describe('the structured simulator', () => {
  it('keeps its invariants after every pass over three hundred seeds, whatever the dials', () => {
    const random = createRandom(17);
    const ends = new Set<string | null>();
    let replaced = 0;
    for (let seed = 0; seed < 300; seed++) {
      const params = {
        task: random.pick(Object.keys(tasks)),
        mask: random.pick(['on', 'on', 'on', 'off']),
        jump: random.pick(jumpModes),
        spacing: random.pick(spacings),
        temperature: random.integer(0, 15) / 10,
      };
      const first = start(params, seed);
      invariants(first);
      const last = finish(first, (state) => {
        replaced += state.last?.replaced ?? 0;
        invariants(state);
      });
      const { valid, tokens, passes } = metrics(last);
      ends.add(last.decoding.ended);
      expect(passes).toBeLessThanOrEqual(ANSWER_TOKENS + 1);
      // Under the mask a text that came to its end is in the language; only the limit cuts one off.
      if (params.mask === 'on' && last.decoding.ended !== 'limit')
        expect([seed, valid]).toEqual([seed, true]);
      if (params.mask === 'on' && params.jump === 'off') expect(passes).toBeGreaterThanOrEqual(tokens);
      expect(JSON.parse(JSON.stringify(last))).toEqual(last);
    }
    expect([...ends].sort()).toEqual(['complete', 'end', 'limit']);
    expect(replaced).toBeGreaterThan(0);
  });

  it('continues from saved JSON as if nothing had happened', () => {
    for (const jump of jumpModes) {
      let half = start({ jump }, 5);
      for (let count = 0; count < 4; count++) half = step(half).state;
      expect(finish(JSON.parse(JSON.stringify(half)))).toEqual(finish(half));
    }
  });

  it('what is forced saves passes, and without the mask hardly any text is in the language', () => {
    const passes = (jump: string) => {
      let sum = 0;
      for (let seed = 0; seed < 20; seed++) sum += finish(start({ jump }, seed)).decoding.passes;
      return sum;
    };
    expect(passes('tokens')).toBeLessThan(passes('off'));
    expect(passes('text')).toBeLessThan(passes('off'));
    let valid = 0;
    for (let seed = 0; seed < 20; seed++) if (metrics(finish(start({ mask: 'off' }, seed))).valid) valid++;
    expect(valid).toBe(0);
  });

  it('a mask that forces single tokens does not change the text', () => {
    for (let seed = 0; seed < 10; seed++) {
      expect(finish(start({ jump: 'tokens', temperature: 0 }, seed)).text).toBe(
        finish(start({ jump: 'off', temperature: 0 }, seed)).text,
      );
    }
  });

  it('tells what happened, pass by pass', () => {
    const first = start({ jump: 'tokens' });
    expect(say(first).messageId).toBe('nothing');
    expect(metrics(first)).toMatchObject({ passes: 0, allowed: null, valid: null });
    const { state, events } = step(first);
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['pass', 'choose']));
    expect(['chosen', 'steered']).toContain(say(state).messageId);
    const last = finish(state);
    expect(say(last).messageId).toBe(last.decoding.ended);
    expect(step(last)).toEqual({ state: last, events: [] });
  });

  it('refuses dials that mean nothing, and notices a broken state', () => {
    expect(() => start({ task: 'poem' })).toThrow(/structured.param.*task/);
    expect(() => start({ temperature: 9 })).toThrow(/structured.param.*temperature/);
    expect(() => start({}, -1)).toThrow('structured.seed');
    const state = step(start()).state;
    const { decoding } = state;
    for (const broken of [
      { ...state, text: `${state.text}x` },
      { ...state, readTokens: state.readTokens + 1 },
      { ...state, decoding: { ...decoding, passes: 9 } },
      { ...state, decoding: { ...decoding, state: decoding.state + 1 } },
    ]) {
      expect(() => invariants(broken)).toThrow('structured.invariant');
    }
  });

  it('takes another model: the logits are handed in', () => {
    const tokenizer = createTokenizer(
      JSON.parse(readFileSync('public/models/pocket/tokenizer.json', 'utf8')),
    );
    const flat = simulateDecoding({ tokenizer, logits: () => new Float32Array(tokenizer.vocabSize) });
    let state = flat.init({ ...flat.presets.date.params, temperature: 0 }, 1);
    for (let count = 0; count < 40; count++) {
      state = flat.step(state).state;
      flat.invariants(state);
    }
    expect(flat.metrics(state).valid).toBe(true);
  });
});
