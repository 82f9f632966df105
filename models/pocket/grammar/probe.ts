/** A probe item as the generator makes it: a prompt, the one right continuation, and what follows in the corpus. */
import type { Source } from './source';

export const PROBES = ['recall', 'induction', 'counting', 'agreement', 'brackets', 'sorting'] as const;
export type ProbeName = (typeof PROBES)[number];

export interface ProbeDraft {
  readonly prompt: string;
  readonly answer: string;
  /** Candidates, the answer among them; without options the model has to write the answer itself. */
  readonly options?: readonly string[];
  /** What ends the item in running text. */
  readonly rest: string;
}

export type ProbeMaker = (source: Source) => ProbeDraft;
