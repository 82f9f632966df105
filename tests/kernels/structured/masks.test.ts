import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import {
  accepts,
  compileJsonSchema,
  compileRegex,
  nextState,
  walk,
} from '../../../kernels/structured/automaton';
import { type JumpMode, startDecoding } from '../../../kernels/structured/decode';
import { automatonGraph, compressedStates } from '../../../kernels/structured/graph';
import { jumpForward, onlyByte, wholeCharacters } from '../../../kernels/structured/jump';
import { isAllowed, obviousAllowed, tokenMasks } from '../../../kernels/structured/masks';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';

const tokenizer = createTokenizer(JSON.parse(readFileSync('public/models/pocket/tokenizer.json', 'utf8')));
const END = 0;
const NEWLINE = tokenizer.encode('\n')[0];
const endIds = [END, NEWLINE];

/** A model of noise: at temperature 0 the largest of random logits is a choice by chance. */
const noise = Float32Array.from({ length: 4096 }, (_, i) => createRandom(i).uniform());

const sources = [
  '(true|false)',
  '[^"]*',
  '(Ada|Greta|Jonas) (has|had) \\d{1,2} (apples|maps)\\.',
  '"(书店|面馆|[^"\\\\]{0,4})"',
  '.*',
  '(\\{"a": "[a-z ]*"\\})*',
];
const schema = {
  type: 'object',
  properties: {
    owner: { enum: ['Ada', 'Emil', 'Greta'] },
    thing: { type: 'string', maxLength: 12 },
    place: { type: 'array', items: { enum: ['mill', 'market', '书店'] }, minItems: 1, maxItems: 2 },
  },
  required: ['owner', 'thing'],
};
const automata = [...sources.map((source) => compileRegex(source)), compileJsonSchema(schema)];

describe('tokenMasks', () => {
  it('allows exactly the tokens whose bytes can follow, over the whole vocabulary', () => {
    for (const automaton of automata) {
      const masks = tokenMasks(automaton, tokenizer, { endIds });
      const random = createRandom(3);
      for (let i = 0; i < 12; i++) {
        const state = i === 0 ? 0 : random.integer(0, automaton.states - 1);
        const mask = masks.at(state);
        const obvious = new Set(obviousAllowed(automaton, tokenizer, state, endIds));
        expect(mask.allowed).toBe(obvious.size);
        for (let id = 0; id < tokenizer.vocabSize; id++) expect(isAllowed(mask, id)).toBe(obvious.has(id));
        expect(mask.only).toBe(obvious.size === 1 ? [...obvious][0] : -1);
      }
    }
  });

  it('allows an end where the text may end, and nowhere else', () => {
    for (const automaton of automata) {
      const masks = tokenMasks(automaton, tokenizer, { endIds: [END] });
      for (let state = 0; state < automaton.states; state += 7) {
        expect(isAllowed(masks.at(state), END)).toBe(automaton.accepting[state] === 1);
      }
    }
  });

  it('keeps what it built, and counts it', () => {
    let clock = 0;
    const masks = tokenMasks(automata[0], tokenizer, { endIds, now: () => clock++ });
    expect(masks.at(0)).toBe(masks.at(0));
    expect(masks.built).toEqual({ masks: 1, seconds: 1 });
  });

  it('names the state that a vocabulary cannot leave', () => {
    const letters = {
      vocabSize: 2,
      specialIds: [1],
      idToBytes: (id: number) => Uint8Array.of(id === 0 ? 97 : 98),
    };
    const masks = tokenMasks(compileRegex('ab'), letters, { endIds: [1] });
    expect(masks.at(0).only).toBe(0);
    expect(() => masks.at(1)).toThrow(expect.objectContaining({ id: 'masks.no-token', data: { state: 1 } }));
  });
});

describe('jumpForward', () => {
  it('goes on while one byte only may follow, and stops where the text may end', () => {
    const forced = (source: string) => new TextDecoder().decode(jumpForward(compileRegex(source), 0).bytes);
    expect(forced('sta(mp|tion)')).toBe('sta');
    expect(forced('ab(cd)?')).toBe('ab');
    expect(forced('(a|b)c')).toBe('');
    expect(forced('"书店"')).toBe('"书店"');
    const { state } = jumpForward(compileRegex('true|false'), 0);
    expect(state).toBe(0);
    expect(compressedStates(compileRegex('true|false'))).toBe(2);
  });

  it('lands where walking the bytes lands, 1,000 states', () => {
    const random = createRandom(5);
    for (let i = 0; i < 1000; i++) {
      const automaton = random.pick(automata);
      const state = random.integer(0, automaton.states - 1);
      const { bytes, state: end } = jumpForward(automaton, state);
      expect(walk(automaton, state, bytes)).toBe(end);
      expect(onlyByte(automaton, end)).toBe(-1);
    }
  });

  it('cuts between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6 }), fc.nat(8), (text, cut) => {
        const bytes = new TextEncoder().encode(text).slice(0, cut);
        const whole = wholeCharacters(bytes);
        expect(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole)).toBeDefined();
        expect(bytes.length - whole.length).toBeLessThan(4);
      }),
      { seed: 3 },
    );
  });
});

describe('automatonGraph', () => {
  it('shows singular paths as one move', () => {
    const graph = automatonGraph(compileRegex('true|false|中[0-9a]'));
    expect(graph.nodes).toHaveLength(3);
    expect(graph.edges.map(({ text }) => text).sort()).toEqual(['false', 'true', '中', undefined]);
    expect(graph.edges.find(({ ranges }) => ranges)?.ranges).toEqual([
      [48, 57],
      [97, 97],
    ]);
    expect(automatonGraph(compileRegex('[^"]*"')).edges.find(({ from, to }) => from === to)?.beyond).toBe(
      true,
    );
  });

  it('stays a neighbourhood', () => {
    const graph = automatonGraph(compileRegex('[ab]{500}'), { most: 20 });
    expect(graph.nodes).toHaveLength(20);
    expect(graph.nodes.some((node) => node.cut)).toBe(true);
  });
});

describe('startDecoding', () => {
  const write = (at: number, seed: number, jump: JumpMode, masked = true) => {
    const automaton = automata[at];
    const masks = tokenMasks(automaton, tokenizer, { endIds });
    const run = startDecoding({
      automaton,
      masks,
      tokenizer,
      prompt: [END],
      endIds,
      masked,
      jump,
      temperature: seed % 50 ? 0 : 1,
      seed,
      maxTokens: 24,
    });
    const random = createRandom(seed + 1);
    const shown = [...run.opening];
    let read: number[] = [];
    for (let feed = run.next(); feed; feed = run.next()) {
      expect(feed.tokens.length).toBeGreaterThan(0);
      read = [...read.slice(0, feed.keep), ...feed.tokens];
      expect(read).toEqual([END, ...run.answer]);
      const step = run.take(noise.subarray(random.integer(0, 999)).subarray(0, tokenizer.vocabSize));
      if (run.ended === 'end') break;
      shown.push(step.id);
      shown.splice(shown.length - step.replaced, step.replaced, ...step.forced);
    }
    expect(shown).toEqual(run.answer);
    expect(tokenizer.decode(run.answer)).toBe(run.text);
    return { run, automaton };
  };

  it('writes texts of the language whatever the model says, 1,000 runs', () => {
    const modes = ['off', 'tokens', 'text'] as const;
    let finished = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { run, automaton } = write(seed % automata.length, seed, modes[seed % 3]);
      if (run.ended === 'limit') continue;
      finished++;
      expect(accepts(automaton, run.text)).toBe(true);
    }
    expect(finished).toBeGreaterThan(300);
  });

  it('writes the same with single tokens jumped over as without, in fewer passes', () => {
    const automaton = compileRegex('\\{"a": (true|null)\\}');
    const masks = tokenMasks(automaton, tokenizer, { endIds });
    const passes = (['off', 'tokens', 'text'] as const).map((jump) => {
      const run = startDecoding({
        automaton,
        masks,
        tokenizer,
        prompt: [END],
        endIds,
        masked: true,
        jump,
        temperature: 0,
        seed: 1,
        maxTokens: 60,
      });
      for (let feed = run.next(); feed; feed = run.next()) run.take(new Float32Array(tokenizer.vocabSize));
      return run.passes;
    });
    expect(passes[0]).toBeGreaterThan(passes[1]);
    expect(passes[2]).toBe(1);
  });

  it('replaces tokens where the text is tokenized anew', () => {
    const automaton = compileRegex('(station|stamp)');
    const masks = tokenMasks(automaton, tokenizer, { endIds });
    const run = startDecoding({
      automaton,
      masks,
      tokenizer,
      prompt: [END],
      endIds,
      masked: true,
      jump: 'text',
      temperature: 0,
      seed: 1,
      maxTokens: 60,
    });
    expect(run.opening).toEqual([...tokenizer.encode('st'), ...tokenizer.encode('a')]);
    run.next();
    const logits = new Float32Array(tokenizer.vocabSize);
    logits[tokenizer.encode('t')[0]] = 9;
    const step = run.take(logits);
    // st·a·t, and the rest is forced: station is st·ation, so that a and t go.
    expect(step.replaced).toBe(2);
    expect(run.answer).toEqual(tokenizer.encode('station'));
    expect(run.ended).toBe('complete');
  });

  it('judges a text written without the mask', () => {
    const { run, automaton } = write(0, 4, 'off', false);
    expect(run.ended).toBeDefined();
    expect(accepts(automaton, run.text)).toBe(false);
    expect(nextState(automaton, 0, 0x74)).toBeGreaterThan(0);
  });
});
