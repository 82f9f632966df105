/** Dials and scenes of the figure “one token's time”: the request, and who shares its steps. */
import type { ParamSpec, ParamValues } from '../../simulator';

export const latencyParams: readonly ParamSpec[] = [
  {
    key: 'promptTokens',
    kind: 'number',
    default: 2048,
    min: 256,
    max: 32_768,
    step: 256,
    unit: 'tokens',
    labelId: 'promptTokens',
  },
  {
    key: 'answerTokens',
    kind: 'number',
    default: 512,
    min: 16,
    max: 4096,
    step: 16,
    unit: 'tokens',
    labelId: 'answerTokens',
  },
  // Where in the answer the upper bar looks: 0 is the second token, 1 the last. The first is the prefill's.
  {
    key: 'place',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    step: 0.05,
    unit: 'share',
    labelId: 'place',
  },
  { key: 'company', kind: 'choice', default: 'batch', choices: ['batch', 'alone'], labelId: 'company' },
];

type Scene = { params: ParamValues; seed: number };
const scene = (promptTokens: number, answerTokens: number, company: 'batch' | 'alone'): Scene => ({
  params: { promptTokens, answerTokens, place: 0.5, company },
  seed: 0,
});

export const latencyPresets: Readonly<Record<'chat' | 'document' | 'essay' | 'alone', Scene>> = {
  chat: scene(2048, 512, 'batch'),
  document: scene(32_768, 256, 'batch'),
  essay: scene(256, 4096, 'batch'),
  alone: scene(2048, 512, 'alone'),
};
