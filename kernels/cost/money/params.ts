/**
 * Dials, guesses and scenes of the figure “what a million tokens costs”. A guess of 0 stands for one that nobody has
 * made; the other guesses are the Setup's.
 */
import type { ParamSpec, ParamValues } from '../../simulator';

export const moneyDials: readonly ParamSpec[] = [
  {
    key: 'promptTokens',
    kind: 'number',
    default: 1000,
    min: 50,
    max: 32_000,
    step: 50,
    unit: 'tokens',
    labelId: 'promptTokens',
  },
  {
    key: 'answerTokens',
    kind: 'number',
    default: 500,
    min: 10,
    max: 4000,
    step: 10,
    unit: 'tokens',
    labelId: 'answerTokens',
  },
  // Shares of one by default: then every cost is a floor, and nothing is guessed.
  { key: 'busy', kind: 'number', default: 1, min: 0.05, max: 1, step: 0.05, unit: 'share', labelId: 'busy' },
  {
    key: 'reached',
    kind: 'number',
    default: 1,
    min: 0.1,
    max: 1,
    step: 0.05,
    unit: 'share',
    labelId: 'reached',
  },
];

const guess = (key: string, max: number): ParamSpec => ({
  key,
  kind: 'number',
  default: 0,
  min: 0,
  max,
  labelId: key,
});

export const moneyParams: readonly ParamSpec[] = [
  ...moneyDials,
  guess('pricePerDevice', 1e9),
  guess('lifetimeYears', 100),
  { key: 'numbers', kind: 'choice', default: 'own', choices: ['own', 'invented'], labelId: 'numbers' },
];

type Scene = { params: ParamValues; seed: number };
const scene = (promptTokens: number, answerTokens: number): Scene => ({
  params: { promptTokens, answerTokens },
  seed: 0,
});

export const moneyPresets: Readonly<Record<'chat' | 'document' | 'essay', Scene>> = {
  chat: scene(1000, 500),
  document: scene(16_000, 300),
  essay: scene(100, 2000),
};
