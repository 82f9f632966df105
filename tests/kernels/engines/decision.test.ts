import { describe, expect, test } from 'vitest';
import enginesFile from '@/content/data/engines.json';
import { accelerators } from '@/kernels/catalog/accelerators';
import { engineById, engineColumns, engineSources, inferenceEngines } from '@/kernels/catalog/engines';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { cellAnswer, readCapability } from '@/kernels/engines/decision/capability';
import { decide, type Leaf, leafOf } from '@/kernels/engines/decision/decide';
import { classOfAnswer, deviceClass } from '@/kernels/engines/decision/device';
import {
  type Answers,
  answersOf,
  needsParams,
  needsPresets,
  questionIds,
  resolveAnswers,
} from '@/kernels/engines/decision/needs';
import { columnOf } from '@/kernels/engines/decision/questions';
import { createRandom, type Random } from '@/kernels/numbers/random';
import { parseParams } from '@/kernels/simulator';

const table = inferenceEngines;
const answersFor = (params: Record<string, string>): Answers =>
  resolveAnswers(RUNNING_EXAMPLE, { ...needsPresets.yours.params, ...params }).answers;
const drawAnswers = (random: Random): Answers =>
  Object.fromEntries(questionIds.map((id) => [id, random.pick(answersOf[id])])) as unknown as Answers;
const random = createRandom(11);
const samples = Array.from({ length: 3000 }, () => drawAnswers(random));
const all = ({ clear, reserved }: Leaf) => [...clear, ...reserved];

describe('the table of engines', () => {
  test('has a source that was opened behind every cell, dated, in both languages', () => {
    expect(enginesFile.read).toMatch(/^2026-\d\d-\d\d$/);
    expect(table.length).toBe(8);
    for (const engine of table) {
      expect(Object.keys(engine.cells), engine.id).toEqual(engineColumns.map((column) => column.id));
      for (const [column, cell] of Object.entries(engine.cells)) {
        const where = `${engine.id} ${column}`;
        expect(cell.source.length, where).toBeGreaterThan(0);
        for (const key of cell.source) expect(engineSources, where).toHaveProperty([key]);
        expect(cell.zh, where).not.toBe(cell.en);
        expect(/\p{Script=Han}/u.test(cell.en), where).toBe(false);
        expect(cell.unstated === true && cell.has.length > 0, where).toBe(false);
        for (const entry of [...cell.has, ...cell.partly]) expect(() => readCapability(entry)).not.toThrow();
      }
    }
    const used = new Set(
      table.flatMap((engine) => Object.values(engine.cells).flatMap((cell) => cell.source)),
    );
    expect([...used].sort()).toEqual(Object.keys(engineSources).sort());
    for (const source of Object.values(engineSources)) {
      expect(source.url).toMatch(/^https:\/\//);
      expect(source.version.length).toBeGreaterThan(2);
    }
  });

  test('names engines nearby when one is not there', () => {
    expect(() => engineById('vlm')).toThrow(expect.objectContaining({ id: 'catalog.unknown-engine' }));
  });
});

describe('a cell’s answer', () => {
  const weights = (id: string) => engineById(id).cells.weights;
  test('by hand: FP8 came with Ada', () => {
    const ampere = classOfAnswer('ampere');
    expect(cellAnswer(weights('tensorrt-llm'), 'fp8', ampere)).toBe('no');
    expect(cellAnswer(weights('vllm'), 'fp8', ampere)).toBe('partly');
    expect(cellAnswer(weights('sglang'), 'fp8', ampere)).toBe('partly');
    expect(cellAnswer(weights('sglang'), 'fp8', classOfAnswer('turing'))).toBe('no');
    expect(cellAnswer(weights('mlc'), 'int4', ampere)).toBe('partly');
    for (const id of ['tensorrt-llm', 'vllm', 'sglang'])
      expect(cellAnswer(weights(id), 'fp8', classOfAnswer('ada')), id).toBe('yes');
    expect(cellAnswer(weights('tensorrt-llm'), 'int4', classOfAnswer('blackwell'))).toBe('no');
    expect(cellAnswer(weights('vllm'), 'int4', classOfAnswer('amd'))).toBe('no');
    const int8 = (generation: string) => cellAnswer(weights('vllm'), 'int8', classOfAnswer(generation));
    expect(['volta', 'turing', 'hopper', 'blackwell'].map(int8)).toEqual(['no', 'yes', 'yes', 'no']);
  });

  test('is told from a slip of the pen', () => {
    for (const text of ['FP8', 'fp8>=lovelace', 'fp8<=lovelace', 'fp8>ada', ''])
      expect(() => readCapability(text), text).toThrow(
        expect.objectContaining({ id: 'decision.capability' }),
      );
  });

  test('knows every device of the catalogue', () => {
    for (const { id } of accelerators) expect(deviceClass(id).kind.length, id).toBeGreaterThan(2);
    expect(deviceClass('a100-80-sxm')).toEqual({ kind: 'nvidia', generation: 'ampere' });
    expect(() => deviceClass('abacus')).toThrow(expect.objectContaining({ id: 'decision.unknown-device' }));
    expect(() => classOfAnswer('abacus')).toThrow(expect.objectContaining({ id: 'decision.unknown-device' }));
  });
});

describe('the answers', () => {
  test('by hand: the running example', () => {
    expect(resolveAnswers(RUNNING_EXAMPLE, needsPresets.yours.params)).toEqual({
      answers: {
        care: 'kept',
        system: 'linux',
        hardware: 'ampere',
        memory: 'fits',
        file: '16-bit',
        cacheFormat: '16-bit',
        spread: 'split',
        users: 'many',
        output: 'free',
      },
      fromSetup: ['system', 'hardware', 'memory', 'file', 'cacheFormat', 'spread', 'users'],
    });
  });

  test('follow the Setup: device, formats, room, load', () => {
    const laptop = {
      ...RUNNING_EXAMPLE,
      acceleratorId: 'apple-m2-pro',
      devices: 1,
      weightFormat: 'Q4_K',
      kvFormat: 'int8',
      batch: 1,
    };
    const { answers } = resolveAnswers(laptop, needsPresets.yours.params);
    expect(answers).toMatchObject({ system: 'macos', hardware: 'apple', memory: 'spills', file: 'gguf' });
    expect(answers).toMatchObject({ cacheFormat: 'int8', spread: 'one', users: 'one' });
    const small = resolveAnswers({ ...laptop, modelId: 'llama-3.1-8b', batch: 4 }, needsPresets.yours.params);
    expect(small.answers).toMatchObject({ memory: 'fits', users: 'several' });
    expect(answersFor({ system: 'browser' }).hardware).toBe('webgpu');
    expect(answersFor({ hardware: 'mobile' }).system).toBe('phone');
  });

  test('are all choices of their dials, and bad ones are replaced', () => {
    for (const [id, scene] of Object.entries(needsPresets)) {
      const text = Object.fromEntries(
        Object.entries(scene.params).map(([key, value]) => [key, String(value)]),
      );
      expect(parseParams(needsParams, text).issues, id).toEqual([]);
      const { answers } = resolveAnswers(RUNNING_EXAMPLE, scene.params);
      for (const question of questionIds) expect(answersOf[question], question).toContain(answers[question]);
    }
    expect(parseParams(needsParams, { hardware: 'abacus' }).values.hardware).toBe('setup');
  });
});

describe('the decision', () => {
  test('by hand: the running example leaves four, and two with reservations', () => {
    const decision = decide(table, answersFor({}));
    expect(decision.verdict).toBe('several');
    expect(decision.leaf.clear).toEqual(['vllm', 'sglang', 'tensorrt-llm', 'lmdeploy']);
    expect(decision.leaf.reserved).toEqual(['llama.cpp', 'mlc']);
    expect(decision.paths.mlc).toEqual({ reserved: ['file'] });
    expect(decision.paths['llama.cpp']).toEqual({ reserved: ['file', 'spread', 'users'] });
    expect(decision.paths.tgi).toEqual({ endsAt: 'care', reserved: [] });
    expect(decision.paths.ollama.endsAt).toBe('users');
  });

  test('by hand: FP8 on the same cards drops TensorRT-LLM, and the branch says so beforehand', () => {
    const branch = decide(table, answersFor({})).branches.find((one) => one.answer === 'fp8');
    expect(all(branch?.leaf as Leaf)).not.toContain('tensorrt-llm');
    const onAmpere = decide(table, answersFor({ file: 'fp8' }));
    expect(onAmpere.paths['tensorrt-llm'].endsAt).toBe('file');
    // No engine has arithmetic that the chip has not.
    expect(onAmpere.verdict).toBe('reserved');
    expect(onAmpere.leaf).toEqual({ clear: [], reserved: ['vllm', 'sglang', 'mlc'] });
    expect(leafOf(table, answersFor({ file: 'fp8', hardware: 'hopper' })).clear).toEqual([
      'vllm',
      'sglang',
      'tensorrt-llm',
      'lmdeploy',
    ]);
    expect(all(leafOf(table, answersFor({ file: 'fp8', hardware: 'hopper' })))).toContain('tensorrt-llm');
  });

  test('by hand: the scenes', () => {
    const leaf = (id: keyof typeof needsPresets) =>
      leafOf(table, resolveAnswers(RUNNING_EXAMPLE, needsPresets[id].params).answers);
    expect(leaf('laptop')).toEqual({ clear: ['ollama', 'llama.cpp'], reserved: [] });
    expect(leaf('spilled')).toEqual({ clear: ['ollama', 'llama.cpp'], reserved: ['vllm', 'sglang'] });
    expect(leaf('cluster')).toEqual({ clear: ['vllm', 'sglang', 'tensorrt-llm'], reserved: [] });
    expect(leaf('ascend')).toEqual({ clear: ['sglang', 'lmdeploy'], reserved: ['vllm'] });
    expect(leaf('page')).toEqual({ clear: [], reserved: ['mlc'] });
  });

  test('by hand: one user ends no line of Ollama’s, and puts it first where it arrives whole', () => {
    const alone = leafOf(table, answersFor({ users: 'one' }));
    expect(alone.reserved).toContain('ollama');
    expect(alone.clear[0]).toBe('vllm');
    expect(decide(table, answersFor({})).paths.ollama.endsAt).toBe('users');
  });

  test('follows each engine to where it ends, over 200 drawn answers', () => {
    for (const answers of samples.slice(0, 200)) {
      const { steps, leaf, paths, verdict, branches } = decide(table, answers);
      let left = table.map((engine) => engine.id);
      for (const step of steps) {
        expect(step.left).toEqual(left.filter((id) => !step.dropped.includes(id)));
        for (const id of step.dropped) expect(paths[id].endsAt).toBe(step.question);
        left = [...step.left];
      }
      expect(all(leaf).sort()).toEqual([...left].sort());
      for (const id of leaf.clear) expect(paths[id]).toEqual({ reserved: [] });
      expect(verdict === 'none').toBe(left.length === 0);
      for (const branch of branches)
        expect(branch.leaf).toEqual(leafOf(table, { ...answers, [branch.question]: branch.answer }));
    }
  });

  test('never contradicts the table: what remains without reservation is in the cell itself', () => {
    for (const answers of samples)
      for (const id of leafOf(table, answers).clear) {
        const { cells } = engineById(id);
        const names = (question: keyof Answers) =>
          cells[columnOf[question]].has.map((entry) => entry.split(/[@<>]/)[0]);
        if (answers.care === 'kept') expect(names('care')).toContain('active');
        for (const question of ['system', 'file', 'cacheFormat'] as const)
          expect(names(question), `${id} ${question}`).toContain(answers[question]);
        expect(names('hardware')).toContain(classOfAnswer(answers.hardware).kind);
        if (answers.memory === 'spills') expect(names('memory')).toContain('on-cpu');
        if (answers.spread === 'split') expect(names('spread')).toContain('tensor');
        if (answers.users === 'many') expect(names('users')).toContain('blocks');
        if (answers.output !== 'free') expect(names('output')).toContain(answers.output);
      }
  });

  test('has leaves that can all be reached: each engine remains somewhere, each question and verdict decides', () => {
    const clear = new Set<string>();
    const deciding = new Set<string>();
    const verdicts = new Set<string>();
    for (const answers of samples) {
      const leaf = leafOf(table, answers);
      for (const id of leaf.clear) clear.add(id);
    }
    for (const answers of samples.slice(0, 600)) {
      const { steps, verdict } = decide(table, answers);
      verdicts.add(verdict);
      for (const step of steps)
        if (step.dropped.length + step.reserved.length > 0) deciding.add(step.question);
    }
    // MLC LLM converts and compiles every file first: it remains, never whole.
    expect([...clear, 'mlc'].sort()).toEqual(table.map((engine) => engine.id).sort());
    expect(samples.some((answers) => leafOf(table, answers).reserved.includes('mlc'))).toBe(true);
    expect([...deciding].sort()).toEqual([...questionIds].sort());
    expect([...verdicts].sort()).toEqual(['none', 'one', 'reserved', 'several']);
  });

  test('never leaves TensorRT-LLM or Ollama alone: another engine of the table can do the same', () => {
    for (const answers of samples) {
      const { clear } = leafOf(table, answers);
      if (clear.length === 1) expect(['tensorrt-llm', 'ollama']).not.toContain(clear[0]);
    }
  });
});
