/** What is recorded of the figure, as it stands in content/data/recorded/structured.json, and how it becomes a run. */
import type { TextRun } from './run';

/** One pass: state, token, allowed, share kept, favourites [id, share, allowed], forced tokens, replaced, tokens read. */
export type PackedStep = readonly [
  state: number,
  id: number,
  allowed: number,
  keptShare: number,
  favourites: readonly (readonly [id: number, share: number, allowed: 0 | 1])[],
  forced: readonly number[],
  replaced: number,
  read: number,
];

export interface PackedRun extends Omit<TextRun, 'steps'> {
  readonly steps: readonly PackedStep[];
}

/** Means over many seeds. */
export interface Rate {
  readonly texts: number;
  readonly valid: number;
  readonly json: number;
  readonly passes: number;
  readonly tokens: number;
  readonly reread: number;
}

export interface MaskTimes {
  readonly states: number;
  readonly compressedStates: number;
  readonly compileSeconds: number;
  /** All masks of all states, by the tree and by the obvious way. */
  readonly treeSeconds: number;
  readonly obviousSeconds: number;
}

export interface Recorded {
  readonly date: string;
  readonly machine: string;
  readonly runtime: string;
  /** First 16 hex digits of the SHA-256 of model.safetensors: tells when the record is out of date. */
  readonly model: string;
  readonly temperature: number;
  readonly vocabulary: number;
  /** By scene, then by `free` or the way of jumping. */
  readonly runs: Readonly<Record<string, Readonly<Record<string, PackedRun>>>>;
  readonly rates: Readonly<Record<string, Readonly<Record<string, Rate>>>>;
  readonly masks: Readonly<Record<string, MaskTimes>>;
  /** Held-out sorting tasks answered rightly at temperature 0, by the way of writing. */
  readonly sorting: { readonly items: number; readonly right: Readonly<Record<string, number>> };
  /** Texts of the tokens that occur. */
  readonly tokenTexts: Readonly<Record<string, string>>;
}

/** The way a text was written, as the record names it. */
export const wayOf = (masked: boolean, jump: string) => (masked ? jump : 'free');

export function packRun(run: TextRun): PackedRun {
  const round = (share: number) => Number(share.toPrecision(3));
  return {
    ...run,
    steps: run.steps.map((step) => [
      step.state,
      step.id,
      step.allowed,
      round(step.keptShare),
      step.favourites.map(({ id, share, allowed }) => [id, round(share), allowed ? 1 : 0] as const),
      step.forced,
      step.replaced,
      step.read,
    ]),
  };
}

export function unpackRun(run: PackedRun): TextRun {
  return {
    ...run,
    steps: run.steps.map(([state, id, allowed, keptShare, favourites, forced, replaced, read]) => ({
      state,
      id,
      allowed,
      keptShare,
      favourites: favourites.map(([token, share, may]) => ({ id: token, share, allowed: may === 1 })),
      forced,
      replaced,
      read,
    })),
  };
}
