/** Sizes of automata, compiled as they are asked for, and what a mask does to probabilities in a case small enough to see. */
import { type Automaton, compileRegex } from '../../structured/automaton';
import { compressedStates } from '../../structured/graph';
import { jumpForward } from '../../structured/jump';
import type { CalcDefinition } from '../calc';
import { term } from './term';

const states =
  (source: string, of: (automaton: Automaton) => number = (automaton) => automaton.states): CalcDefinition =>
  () => {
    const value = of(compileRegex(source));
    return { value, unit: 'count', formula: 'S', terms: [term('S', value, 'count')] };
  };

/** The model likes A, and what must follow A hardly at all. */
const LIKES_A = 0.9;
const A_GOES_ON = 0.01;
const B_GOES_ON = 0.9;

const toyTerms = [
  term('p(a)', LIKES_A, 'count'),
  term('p(\\text{end} \\mid a)', A_GOES_ON, 'count'),
  term('p(b)', 1 - LIKES_A, 'count'),
  term('p(\\text{end} \\mid b)', B_GOES_ON, 'count'),
];

export const structuredAutomataCalcs: Readonly<Record<string, CalcDefinition>> = {
  'structured.booleanStates': states('true|false'),
  'structured.booleanCompressed': states('true|false', compressedStates),
  'structured.dotStates': states('.'),
  'structured.hundredStates': states('[^"]{0,100}"'),
  'structured.backStates': states('[ab]*a[ab]{10}'),
  'structured.backStatesMore': states('[ab]*a[ab]{11}'),
  'structured.forcedBytes': states(
    '\\{"owner": "[A-Za-z ]+"',
    (automaton) => jumpForward(automaton, 0).bytes.length,
  ),
  'structured.toyMasked': () => ({
    value: LIKES_A,
    unit: 'percent',
    formula: 'p(a)',
    terms: [toyTerms[0]],
  }),
  'structured.toyTrue': () => ({
    value: (LIKES_A * A_GOES_ON) / (LIKES_A * A_GOES_ON + (1 - LIKES_A) * B_GOES_ON),
    unit: 'percent',
    digits: 2,
    formula:
      '\\dfrac{p(a)\\,p(\\text{end} \\mid a)}{p(a)\\,p(\\text{end} \\mid a) + p(b)\\,p(\\text{end} \\mid b)}',
    terms: toyTerms,
  }),
};
