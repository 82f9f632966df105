/** What goes to the figure's worker, and what comes back. */
import type { JumpMode } from '@/kernels/structured/decode';
import type { Spacing } from '@/kernels/structured/json-text';
import type { Task } from '@/kernels/structured/presets';
import type { Compiled } from './compiled';
import type { Rate } from './recorded';
import type { TextRun } from './run';

export type StructuredOrder =
  | { readonly kind: 'compile'; readonly task: Task; readonly spacing: Spacing }
  | {
      readonly kind: 'write' | 'rates';
      readonly task: Task;
      readonly spacing: Spacing;
      readonly masked: boolean;
      readonly jump: JumpMode;
      readonly temperature: number;
      readonly seed: number;
    };

/** A run with the texts of its tokens: all that the page needs to show it. */
export interface ShownRun extends TextRun {
  readonly tokenTexts: Readonly<Record<number, string>>;
}

export interface StructuredResult {
  readonly compiled?: Compiled;
  readonly run?: ShownRun;
  /** With the mask and without it, over several seeds. */
  readonly rates?: Readonly<Record<string, Rate>>;
  /** Masks built, and the seconds that took. */
  readonly masks?: { readonly masks: number; readonly seconds: number };
}

/** Texts of a rate that is measured on the page. */
export const LIVE_TEXTS = 20;
