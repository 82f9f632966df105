/** Dials and scenes of the manager's figure: which answer is opened, which fault is marked, how long the one sequence is. */
import type { ParamSpec, ParamValues } from '../../simulator';
import type { ManagerFault } from './compare';
import { managerMemory, managerProfiles } from './manager';

export const managerFaultIds: readonly ManagerFault[] = [
  'does-not-fit',
  'too-big-by-own-rule',
  'refused-though-fits',
  'decimal-against-binary',
  'faster-than-bandwidth',
  'speed-of-another-card',
  'weights-off',
];
/** Cells with no fault of their own. */
export const NONE = 'none';
const profiles = [...managerProfiles.keys()];
const cards = [...managerMemory.keys()];

const choice = (key: string, choices: readonly string[]): ParamSpec => ({
  key,
  kind: 'choice',
  default: choices[0],
  choices,
  labelId: key,
});

export const managerParams: readonly ParamSpec[] = [
  choice('profile', profiles),
  choice('card', cards),
  choice('fault', ['all', ...managerFaultIds, NONE]),
  {
    key: 'heldTokens',
    kind: 'number',
    default: 2048,
    min: 128,
    max: 4096,
    step: 128,
    unit: 'tokens',
    labelId: 'heldTokens',
  },
];

const scene = (profile: string, card: string, fault = 'all') => ({
  params: { profile, card, fault, heldTokens: 2048 } satisfies ParamValues,
  seed: 0,
});

export const managerPresets = {
  refused: scene('llama-70b', 'A100-80GB'),
  broken: scene('llama-70b', 'RTX4090-24GB', 'does-not-fit'),
  fast: scene('llama-70b', 'L40S-48GB', 'faster-than-bandwidth'),
  clean: scene('llama-7b', 'A100-80GB', NONE),
} as const;
