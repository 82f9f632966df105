/** What stands on the page after so many passes of a run. Pure. */
import type { RunStep } from './run';
import type { ShownRun } from './types';

export interface ShownToken {
  readonly id: number;
  readonly text: string;
  /**
   * Chosen by the model as it wished; chosen after the mask had taken its favourite; written by force; or outside of
   * the language, which happens without a mask only.
   */
  readonly kind: 'free' | 'steered' | 'forced' | 'outside';
}

export interface Moment {
  readonly tokens: readonly ShownToken[];
  /** The pass shown in detail. */
  readonly step?: RunStep;
  readonly chosenText: string;
  /** Texts of tokens by id. */
  readonly texts: Readonly<Record<number, string>>;
  readonly passes: number;
  readonly reread: number;
  /** State behind the text; −1 outside of the language. */
  readonly state: number;
  readonly over: boolean;
}

export function momentOf(run: ShownRun, cursor: number, masked: boolean): Moment {
  const text = (id: number) => run.tokenTexts[id] ?? '';
  const tokens: ShownToken[] = run.opening.map((id) => ({ id, text: text(id), kind: 'forced' }));
  const passes = Math.min(cursor, run.steps.length);
  let reread = 0;
  for (let at = 0; at < passes; at++) {
    const step = run.steps[at];
    // Of the tokens replaced, the one just chosen had not been read; the rest is read again by the next pass.
    if (at + 1 < passes) reread += Math.max(0, step.replaced - 1);
    const isEnd = run.ended === 'end' && at === run.steps.length - 1;
    if (isEnd) break;
    const after = run.steps[at + 1]?.state ?? run.endState;
    const wished = step.favourites[0];
    const kind = masked ? (wished && !wished.allowed ? 'steered' : 'free') : after < 0 ? 'outside' : 'free';
    tokens.push({ id: step.id, text: text(step.id), kind });
    if (step.replaced > 0) tokens.splice(tokens.length - step.replaced, step.replaced);
    for (const id of step.forced) tokens.push({ id, text: text(id), kind: 'forced' });
  }
  const step = run.steps[passes - 1];
  return {
    tokens,
    step,
    chosenText: step ? text(step.id) : '',
    texts: run.tokenTexts,
    passes,
    reread,
    state: run.steps[passes]?.state ?? run.endState,
    over: passes === run.steps.length,
  };
}

/** The text of a token as it can be seen: spaces and line ends have signs. Worked: ' a' → '␣a'. */
export function visible(text: string, endWord: string): string {
  if (text === '<|endoftext|>') return endWord;
  return text.replaceAll(' ', '␣').replaceAll('\n', '↵').replaceAll('\ufffd', '·');
}
