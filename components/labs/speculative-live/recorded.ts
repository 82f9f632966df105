/** Recorded runs in few bytes. Settings are recorded for all kinds of text at once; one kind is read out of them. */
import { ensure } from '@/kernels/errors';
import type { ParamValues } from '@/kernels/simulator';
import { workKey, workOf } from './params';
import type { Half, KindResult, PrefixRow, ShownToken, SpeculativeResult } from './types';

type CompactToken = readonly [
  text: string,
  round: number,
  verdict: number,
  p: number,
  q?: number,
  drawn?: number,
];
type CompactKind = Omit<KindResult, 'shown'> & { readonly shown: readonly CompactToken[] };
export type CompactResult = Omit<SpeculativeResult, 'kinds' | 'prefixes' | 'key'> & {
  readonly kinds: readonly CompactKind[];
};

export interface SpeculativeRecord {
  readonly date: string;
  readonly machine: string;
  readonly runtime: string;
  /** Of the target's file. */
  readonly model: string;
  readonly entries: Readonly<Record<string, CompactResult>>;
  /** By draft and temperature: γ does not matter to the next token. */
  readonly places: Readonly<Record<string, readonly PrefixRow[]>>;
}

export const RECORDED_SEED = 1;
const verdicts = ['accepted', 'rejected', 'correction', 'bonus'] as const;
const digits = (value: number) => Number(value.toPrecision(4));

export const recordKey = (values: ParamValues) =>
  [values.draft, values.liveGamma, values.temperature, values.topP].join('_');
export const placesKey = (values: ParamValues) => [values.draft, values.temperature, values.topP].join('_');

/** Errors: `record.incomplete`. */
export function compact({ key: _, prefixes: __, kinds, costs, ...rest }: SpeculativeResult): CompactResult {
  ensure(costs && kinds.length > 0, 'record.incomplete');
  const { targetOne, targetCheck, draftOne, rollBack } = costs ?? {
    targetOne: 0,
    targetCheck: 0,
    draftOne: 0,
    rollBack: 0,
  };
  return {
    ...rest,
    costs: {
      targetOne: digits(targetOne),
      targetCheck: digits(targetCheck),
      draftOne: digits(draftOne),
      rollBack: digits(rollBack),
    },
    kinds: kinds.map(({ shown, plain, speculated, goes, ...kind }) => ({
      ...kind,
      plain: { ...plain, seconds: digits(plain.seconds) },
      speculated: {
        ...speculated,
        seconds: digits(speculated.seconds),
        targetSeconds: digits(speculated.targetSeconds),
        draftSeconds: digits(speculated.draftSeconds),
        overlap: digits(speculated.overlap),
      },
      ...(goes && {
        goes: {
          count: goes.count,
          plain: compactHalf(goes.plain),
          speculated: compactHalf(goes.speculated),
          speedup: compactHalf(goes.speedup),
        },
      }),
      shown: shown.map(compactToken),
    })),
  };
}

const compactHalf = ({ low, high }: Half): Half => ({ low: digits(low), high: digits(high) });

function compactToken({ text, round, verdict, p, q, drawn }: ShownToken): CompactToken {
  const numbers = [p, ...(drawn !== undefined || q !== undefined ? [q ?? -1] : [])];
  if (drawn !== undefined) numbers.push(drawn);
  const [first, ...more] = numbers.map(digits);
  return [text, round, verdicts.indexOf(verdict), first, ...more] as unknown as CompactToken;
}

/** Places without the tokens that hardly ever come: what is left is scaled to sum to one, so the test stays exact. */
export function compactPlaces(rows: readonly PrefixRow[], least = 1e-5): PrefixRow[] {
  return rows.map(({ tokens, target, draft, ...row }) => {
    const kept = target.flatMap((p, at) => (Math.max(p, draft?.[at] ?? 0) >= least ? [at] : []));
    return {
      ...row,
      tokens: kept.map((at) => tokens[at]),
      target: kept.map((at) => digits(target[at])),
      draft: draft && kept.map((at) => digits(draft[at])),
    };
  });
}

/** Undefined where the settings were not recorded. */
export function recordedFor(record: SpeculativeRecord, values: ParamValues): SpeculativeResult | undefined {
  const entry = record.entries[recordKey(values)];
  if (!entry || values.liveSeed !== RECORDED_SEED) return undefined;
  const { kinds: asked } = workOf(values);
  return {
    ...entry,
    key: workKey(values),
    kinds: entry.kinds.filter(({ kind }) => asked.includes(kind)).map(expandKind),
    prefixes: record.places[placesKey(values)]?.map((row) => ({
      ...row,
      target: normalised(row.target),
      draft: row.draft && normalised(row.draft),
    })),
  };
}

function normalised(shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

const expandKind = (kind: CompactKind): KindResult => ({
  ...kind,
  shown: kind.shown.map(([text, round, verdict, p, q, drawn]) => ({
    text,
    round,
    verdict: verdicts[verdict],
    p,
    ...(q !== undefined && q >= 0 && { q }),
    ...(drawn !== undefined && { drawn }),
  })),
});
