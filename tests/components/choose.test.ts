import { describe, expect, test } from 'vitest';
import { chooseMessages } from '@/components/simulators/choose/messages';
import { unusableText } from '@/components/simulators/choose/Questions';
import { evenPrice } from '@/components/simulators/choose/readings';
import { plannerHref, setupOf } from '@/components/simulators/choose/setup-link';
import {
  chooseSentence,
  factorText,
  offerText,
  reasonText,
  refusalText,
  type Speaker,
} from '@/components/simulators/choose/words';
import { managerMessages } from '@/components/simulators/quantization-manager/messages';
import { faultText } from '@/components/simulators/quantization-manager/words';
import { accelerators } from '@/kernels/catalog/accelerators';
import { chooseAnswer } from '@/kernels/cost/choose/figure';
import { chooseParams } from '@/kernels/cost/choose/params';
import { choosePresets } from '@/kernels/cost/choose/scenes';
import { managerGrid } from '@/kernels/cost/quantization-manager/figure';
import { managerFaults } from '@/kernels/cost/quantization-manager/general-faults';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';

const names = Object.fromEntries(accelerators.map(({ id, name }) => [id, name]));
const speakers: Speaker[] = (['en', 'zh'] as const).map((lang) => ({
  lang,
  words: chooseMessages[lang],
  names,
}));
/** A place for a value that nobody filled. */
const gap = /\{\w+\}|undefined|NaN/;

test('a factor above 1 is never printed as 1', () => {
  expect([2, 1.6396, 1.0049, 1.0004, 1 + 1e-7].map(factorText)).toEqual([
    '2',
    '1.64',
    '1.005',
    '1.0004',
    '1.0000001',
  ]);
});

test('a number that cannot be used is named, with what can be and what stays', () => {
  const whole = { least: 1, most: 4096, step: 1, kept: '32' };
  expect(unusableText('-5', whole, chooseMessages.en)).toBe(
    '−5 cannot be used: a whole number from 1 to 4,096. Kept: 32.',
  );
  expect(unusableText('1e9', whole, chooseMessages.zh)).toBe(
    '1,000,000,000 不能用，要填 1 到 4,096 的整数。仍按：32。',
  );
  for (const words of Object.values(chooseMessages)) {
    expect(unusableText('', whole, words)).not.toMatch(gap);
    expect(unusableText('200', { least: 0, most: 100, step: 0.001, kept: '3' }, words)).toContain('100');
  }
});

describe('every answer can be said', () => {
  const questions = Object.values(choosePresets).flatMap(({ params }) =>
    ['setup', 'llama-2-7b', 'gpt-oss-120b', 'deepseek-v3'].flatMap((about) =>
      ['setup', 't4', 'apple-m2-ultra', 'any'].map((machine) => ({ ...params, about, machine })),
    ),
  );
  test.each(speakers)('$lang: sentences, reasons, refusals and changes', (speaker) => {
    for (const values of [...questions, { ...choosePresets.setup.params, tokensEach: 2 ** 20 }]) {
      const answer = chooseAnswer(RUNNING_EXAMPLE, { ...values, list: 'machines' });
      const said = [
        chooseSentence(answer, speaker),
        ...answer.listed.flatMap(({ reasons }) => reasons.map((reason) => reasonText(reason, speaker))),
        ...(answer.refusal?.reasons ?? []).map((reason) => refusalText(reason, speaker)),
        ...(answer.refusal?.changes ?? []).map((offer) => offerText(offer, speaker)),
      ];
      for (const text of said) {
        expect(text).not.toMatch(gap);
        expect(text.length).toBeGreaterThan(3);
      }
    }
  });

  test.each(speakers)('$lang: every choice of the dials that is a word has one', ({ words }) => {
    for (const { key, choices = [] } of chooseParams)
      for (const one of choices.filter((name) => /^(?:setup|any|given|most|usual|all|machines)$/.test(name)))
        expect(words.choices[`${key}.${one}`], `${key}.${one}`).toBeTruthy();
  });

  test('the faults of the manager, those of an answer and those of all', () => {
    for (const lang of ['en', 'zh'] as const) {
      for (const { faults } of managerGrid(2048).cells)
        for (const fault of faults) expect(faultText(fault, lang, managerMessages[lang])).not.toMatch(gap);
      for (const { id } of managerFaults()) expect(managerMessages[lang].general[id]).toBeTruthy();
    }
  });
});

test('two devices cost the same at the inverse of their hours; two of a kind need no price', () => {
  const { listed } = chooseAnswer(RUNNING_EXAMPLE, { ...choosePresets.quick.params });
  const sides = [
    { name: 'A' as const, one: listed[0] },
    { name: 'B' as const, one: listed[1] },
  ];
  // 0.463 device-hours of a B200 against 0.636 of an MI300X.
  expect(evenPrice(sides, speakers[0])).toMatch(/MI300X costs 0\.728× an hour of .*B200/);
  expect(evenPrice([sides[0], { ...sides[0], name: 'B' }], speakers[0])).toBe('');
  expect(evenPrice(sides.slice(0, 1), speakers[0])).toBe('');
});

describe('from a candidate to the rest of the book', () => {
  const answer = chooseAnswer(RUNNING_EXAMPLE, {
    ...choosePresets.setup.params,
    about: 'llama-3.1-8b',
    count: '4',
  });
  const [one] = answer.listed;

  test('one copy of it becomes the Setup; a price stays with its device', () => {
    const reader = { ...RUNNING_EXAMPLE, guesses: { pricePerDeviceHour: 2 } };
    const setup = setupOf(one, answer, reader);
    expect(setup.devices).toBe(one.split.tensorParallel * one.split.pipelineStages);
    expect([setup.modelId, setup.batch, setup.contextTokens]).toEqual(['llama-3.1-8b', one.batch, 8192]);
    expect(setup.guesses).toEqual(reader.guesses);
    expect(setupOf({ ...one, acceleratorId: 't4' }, answer, reader).guesses).toBeUndefined();
  });

  test('a model of the reader’s own keeps its shape, another model drops it', () => {
    const shape = '{"model_type":"llama"}';
    const own = { ...RUNNING_EXAMPLE, modelId: 'custom', shape, customModel: { id: 'custom' } as never };
    expect(setupOf(one, { ...answer, modelId: 'custom' }, own).shape).toBe(shape);
    expect(setupOf(one, answer, own)).not.toHaveProperty('shape');
  });

  test('the planner is opened with all of it in the address', () => {
    const href = plannerHref(setupOf(one, answer, RUNNING_EXAMPLE), 'zh');
    const url = new URL(href, 'http://book');
    expect(url.pathname).toBe('/zh/bytes/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      model: 'llama-3.1-8b',
      accelerator: one.acceleratorId,
      devices: String(one.split.tensorParallel * one.split.pipelineStages),
      weights: one.weightFormat,
      kv: one.kvFormat,
      batch: String(one.batch),
      context: '8192',
    });
  });
});
