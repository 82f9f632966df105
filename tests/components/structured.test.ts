import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileScene } from '@/components/simulators/structured/compiled';
import { layoutGraph, width } from '@/components/simulators/structured/layout';
import { structuredMessages } from '@/components/simulators/structured/messages';
import { readTask, writeTask } from '@/components/simulators/structured/own-address';
import { type Recorded, unpackRun } from '@/components/simulators/structured/recorded';
import { isJson, writeText } from '@/components/simulators/structured/run';
import { momentOf, visible } from '@/components/simulators/structured/shown';
import { passesTable } from '@/components/simulators/structured/tables';
import { edgeLabel, shorten } from '@/components/simulators/structured/words';
import { accepts } from '@/kernels/structured/automaton';
import { jumpModes } from '@/kernels/structured/decode';
import { tokenMasks } from '@/kernels/structured/masks';
import { OWN, structuredPresets, tasks } from '@/kernels/structured/presets';
import { compileTask } from '@/kernels/structured/task';
import { createTokenizer } from '@/kernels/transformer/tokenizer';

const read = (path: string) => readFileSync(path);
const recorded: Recorded = JSON.parse(read('content/data/recorded/structured.json').toString());
const scenes = Object.keys(tasks);
const ways = ['free', ...jumpModes];
const shownRun = (scene: string, way: string) => ({
  ...unpackRun(recorded.runs[scene][way]),
  tokenTexts: recorded.tokenTexts,
});

describe('the record', () => {
  it('was made with the model that ships, for the scenes there are', () => {
    const hash = createHash('sha256').update(read('public/models/pocket/model.safetensors')).digest('hex');
    expect(recorded.model).toBe(hash.slice(0, 16));
    expect(Object.keys(recorded.runs)).toEqual(scenes);
    for (const scene of scenes) {
      expect(Object.keys(recorded.runs[scene])).toEqual(ways);
      expect(recorded.masks[scene].states).toBe(compileScene(tasks[scene], 'spaced').states);
    }
  });

  it('holds texts that match whenever there was a mask', () => {
    for (const scene of scenes) {
      const automaton = compileTask(tasks[scene], 'spaced');
      for (const way of ways) {
        const run = recorded.runs[scene][way];
        expect(accepts(automaton, run.text)).toBe(run.valid);
        if (way === 'free') continue;
        expect(run.valid, `${scene} ${way}`).toBe(true);
        expect(recorded.rates[scene][way].valid).toBe(recorded.rates[scene][way].texts);
      }
    }
  });

  it('shows every run as the text it became', () => {
    for (const scene of scenes) {
      for (const way of ways) {
        const run = shownRun(scene, way);
        const end = momentOf(run, run.steps.length, way !== 'free');
        expect(end.over).toBe(true);
        expect(end.tokens).toHaveLength(run.tokens);
        expect(end.reread).toBe(run.reread);
        expect(end.state).toBe(run.endState);
        // Characters split over tokens print as signs of their own.
        if (scene !== 'chinese') expect(end.tokens.map((token) => token.text).join('')).toBe(run.text);
        expect(momentOf(run, 0, true).tokens).toHaveLength(run.opening.length);
      }
    }
  });

  it('marks what left the language, and nothing before it', () => {
    const run = shownRun('form', 'free');
    const { tokens } = momentOf(run, run.steps.length, false);
    const first = tokens.findIndex((token) => token.kind === 'outside');
    expect(first).toBeGreaterThan(0);
    expect(tokens.slice(first).every((token) => token.kind === 'outside')).toBe(true);
  });

  it('makes a table with a row per pass', () => {
    const run = shownRun('sorting', 'text');
    const table = passesTable(run, structuredMessages.en);
    expect(table.rows).toHaveLength(run.passes);
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
    expect(passesTable(undefined, structuredMessages.zh).rows).toEqual([]);
  });
});

describe('a text written anew', () => {
  it('reads each token once, and again what a jump replaced', async () => {
    const tokenizer = createTokenizer(JSON.parse(read('public/models/pocket/tokenizer.json').toString()));
    const automaton = compileTask(tasks.sorting, 'spaced');
    const masks = tokenMasks(automaton, tokenizer, { endIds: [0] });
    let known: number[] = [];
    const model = {
      read(keep: number, tokens: readonly number[]) {
        known = [...known.slice(0, keep), ...tokens];
        return Float32Array.from({ length: tokenizer.vocabSize }, (_, id) => (id * 7919) % 101);
      },
    };
    const order = {
      automaton,
      masks,
      tokenizer,
      prompt: tasks.sorting.prompt,
      masked: true,
      temperature: 0,
      seed: 1,
    };
    const run = await writeText(model, { ...order, jump: 'text' });
    expect(run.valid).toBe(true);
    expect(run.reread).toBeGreaterThan(0);
    const healed = await writeText(model, { ...order, jump: 'healed' });
    expect(healed.valid).toBe(true);
    expect(healed.reread).toBe(0);
    expect(isJson(run.text)).toBe(false);
  });
});

describe('the drawing', () => {
  it('sets states apart, and every move forward goes to the right', () => {
    for (const scene of scenes) {
      const { graph, places } = compileScene(tasks[scene], 'spaced');
      const layout = layoutGraph(graph, (edge) => shorten(edgeLabel(edge, 'any other')));
      const spots = layout.nodes.map(({ x, row }) => `${Math.round(x / 2)},${row}`);
      expect(new Set(spots).size).toBe(graph.nodes.length);
      expect(places[0]).toBe(0);
      expect(Math.min(...layout.nodes.map(({ row }) => row))).toBe(0);
    }
  });

  it('labels moves', () => {
    expect(
      edgeLabel(
        {
          from: 0,
          to: 1,
          ranges: [
            [48, 57],
            [97, 98],
          ],
          beyond: false,
        },
        '*',
      ),
    ).toBe('0-9 a b');
    expect(edgeLabel({ from: 0, to: 1, text: '", "' }, '*')).toBe('",␣"');
    expect(edgeLabel({ from: 0, to: 1, ranges: [[0, 127]], beyond: true }, '*')).toBe('*');
    expect(Array.from(shorten('x'.repeat(60)))).toHaveLength(20);
    expect(width('中a')).toBe(3);
    expect(visible('<|endoftext|>', '⟨end⟩')).toBe('⟨end⟩');
  });
});

describe('the address', () => {
  it('carries what the reader typed, and only then', () => {
    const own = { kind: 'regex', source: 'a+&b', prompt: 'x\n' } as const;
    const search = writeTask('?jump=text', OWN, own);
    expect(readTask(search, OWN)).toEqual(own);
    expect(writeTask(search, 'form', tasks.form)).toBe('?jump=text');
    expect(readTask('?source=z', 'date')).toBe(tasks.date);
    expect(readTask('', OWN)).toBe(tasks.form);
    expect(Object.keys(structuredPresets)).toContain(OWN);
  });
});
