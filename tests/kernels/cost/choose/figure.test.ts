import { describe, expect, test } from 'vitest';
import { models } from '@/kernels/catalog/models';
import { chooseAnswer, chooseQuery } from '@/kernels/cost/choose/figure';
import { chooseParams } from '@/kernels/cost/choose/params';
import { choosePresets, LISTED } from '@/kernels/cost/choose/scenes';
import { planMemory } from '@/kernels/cost/plan-memory';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { defaultParams, parseParams } from '@/kernels/simulator';

const scenes = Object.entries(choosePresets);

describe('the recommender’s figure', () => {
  test('the running example: the 16-bit pair first, since nothing narrower is published', () => {
    const four = { ...choosePresets.setup.params, count: 'setup' };
    const answer = chooseAnswer(RUNNING_EXAMPLE, four);
    expect(answer.fitting).toBe(14);
    expect(answer.points).toHaveLength(14);
    const [first, second] = answer.listed;
    expect([first.weightFormat, first.quality.kind]).toEqual(['bf16', 'reference']);
    expect(first.stepSeconds).toBeCloseTo(0.0423, 4);
    expect([second.weightFormat, second.kvFormat, second.quality.kind]).toEqual([
      'int4-g128-zp',
      'fp8',
      'none',
    ]);
  });

  test('a scene moves what it must and leaves the other dials where the table has them', () => {
    const { count, ...rest } = choosePresets.setup.params;
    expect({ ...rest, count: 'setup' }).toEqual(defaultParams(chooseParams));
    expect(count).toBe('any');
  });

  test('dials at `setup` ask for what the Setup says, its prices for its device alone', () => {
    const guesses = { pricePerDeviceHour: 2 };
    const setup = { ...RUNNING_EXAMPLE, devices: 3, batch: 7, contextTokens: 999, guesses };
    const query = chooseQuery(setup, {
      ...choosePresets.setup.params,
      count: 'setup',
      formats: 'setup',
      caches: 'setup',
    });
    expect(query).toMatchObject({
      accelerator: 'a100-80-sxm',
      devices: 3,
      workload: { contextTokens: 999, concurrency: 7 },
      weightFormats: ['bf16'],
      kvFormats: ['bf16'],
      guessesByAccelerator: { 'a100-80-sxm': guesses },
    });
    expect(query.largestPerplexityRise).toBeUndefined();
    expect(chooseAnswer(setup, choosePresets.setup.params).rankedBy).toBe('rent');
    expect(chooseAnswer(setup, { ...choosePresets.setup.params, machine: 'h100-sxm' }).rankedBy).toBe(
      'deviceHours',
    );
  });

  test('one of each device, when asked', () => {
    const { listed, fitting } = chooseAnswer(RUNNING_EXAMPLE, choosePresets.quick.params);
    const ids = listed.map(({ acceleratorId }) => acceleratorId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(listed.length).toBeLessThanOrEqual(LISTED);
    expect(fitting).toBeGreaterThan(listed.length);
    for (const { stepSeconds } of listed) expect(stepSeconds).toBeLessThanOrEqual(0.02);
  });

  test.each(scenes)(
    '%s: what is listed fits by the planner, and every change makes something fit',
    (_, { params }) => {
      for (const about of ['setup', 'llama-2-7b', 'gpt-oss-120b', 'llama-3.1-405b']) {
        const values = { ...params, about };
        const answer = chooseAnswer(RUNNING_EXAMPLE, values);
        expect(answer.refusal === undefined).toBe(answer.fitting > 0);
        for (const one of answer.listed) {
          const { tensorParallel, pipelineStages } = one.split;
          const plan = planMemory({
            model: answer.modelId,
            accelerator: one.acceleratorId,
            devices: tensorParallel * pipelineStages,
            weightFormat: one.weightFormat,
            kvFormat: one.kvFormat,
            batch: one.batch,
            contextTokens: answer.contextTokens,
            engine: 'vllm',
          });
          expect(plan.fits).toBe(true);
        }
        for (const change of answer.refusal?.changes ?? []) {
          const moved = { ...values, ...change.params };
          // As an address carries it.
          const read = parseParams(
            chooseParams,
            Object.fromEntries(Object.entries(moved).map(([key, value]) => [key, String(value)])),
          );
          expect(read.issues).toEqual([]);
          expect([change.params, chooseAnswer(RUNNING_EXAMPLE, read.values).fitting > 0]).toEqual([
            change.params,
            true,
          ]);
        }
      }
    },
  );

  test('a goal that nothing meets and a rise that nothing has are rounded upwards', () => {
    const quick = { ...choosePresets.quick.params, goalMilliseconds: 5 };
    const slower = chooseAnswer(RUNNING_EXAMPLE, quick).refusal?.changes.find(
      ({ changes }) => changes[0].id === 'slower-tokens',
    );
    const goal = Number(slower?.params.goalMilliseconds);
    expect(goal).toBeGreaterThanOrEqual(6.368);
    expect(chooseAnswer(RUNNING_EXAMPLE, { ...quick, goalMilliseconds: goal }).fitting).toBeGreaterThan(0);
    const floor = { ...choosePresets.floor.params, formats: 'int4-g128-zp', risePercent: 1 };
    const looser = chooseAnswer(RUNNING_EXAMPLE, floor).refusal?.changes.find(
      ({ changes }) => changes[0].id === 'more-perplexity',
    );
    expect(Number(looser?.params.risePercent)).toBeCloseTo(2.377, 3);
  });

  test('every model of the catalogue can be asked for', () => {
    for (const { id } of models)
      expect(chooseAnswer(RUNNING_EXAMPLE, { ...choosePresets.setup.params, about: id }).modelId).toBe(id);
  });
});
