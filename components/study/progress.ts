/**
 * What a reader has done: guesses, exercise results, ratings of interview answers, reading positions. It came from
 * storage, where others may have written, so nothing is trusted.
 */
import { readJson, writeJson } from '@/components/storage';

export interface GuessRecord {
  /** As the reader set it, in the units of the slider; absent when skipped. */
  readonly value?: number;
  readonly skipped?: true;
}

export interface ExerciseRecord {
  readonly solved: boolean;
  readonly tries: number;
  /** Best mark so far, 0..1. */
  readonly score: number;
  /** The variant last shown; 0 is the printed one. */
  readonly variant: number;
}

/** 1: could not · 2: with gaps · 3: could say it at a whiteboard. */
export type Rating = 1 | 2 | 3;

export type Guesses = Readonly<Record<string, GuessRecord>>;
export type ExerciseRecords = Readonly<Record<string, ExerciseRecord>>;
export type Ratings = Readonly<Record<string, Rating>>;

export interface ReadingRecord {
  readonly heading: string;
  readonly share: number;
  readonly lang: string;
}
export type Positions = Readonly<Record<string, ReadingRecord>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** The entries of an untrusted object that make sense; the others are dropped. */
export function entries<T>(value: unknown, accept: (raw: unknown) => T | undefined): Record<string, T> {
  if (!isRecord(value)) return {};
  const kept = Object.entries(value).flatMap(([id, raw]) => {
    const item = accept(raw);
    return item === undefined || id.length > 100 || id === '__proto__' ? [] : [[id, item] as const];
  });
  return Object.fromEntries(kept);
}

export const acceptGuess = (raw: unknown): GuessRecord | undefined => {
  if (!isRecord(raw)) return undefined;
  if (isNumber(raw.value)) return { value: raw.value };
  return raw.skipped === true ? { skipped: true } : undefined;
};

export const acceptExercise = (raw: unknown): ExerciseRecord | undefined => {
  if (!isRecord(raw) || typeof raw.solved !== 'boolean' || !isNumber(raw.tries)) return undefined;
  return {
    solved: raw.solved,
    tries: Math.max(0, Math.floor(raw.tries)),
    score: isNumber(raw.score) ? Math.min(1, Math.max(0, raw.score)) : raw.solved ? 1 : 0,
    variant: isNumber(raw.variant) ? Math.max(0, Math.floor(raw.variant)) : 0,
  };
};

export const acceptRating = (raw: unknown): Rating | undefined =>
  raw === 1 || raw === 2 || raw === 3 ? raw : undefined;

export const acceptPosition = (raw: unknown): ReadingRecord | undefined => {
  if (!isRecord(raw) || typeof raw.heading !== 'string' || !isNumber(raw.share)) return undefined;
  return { heading: raw.heading, share: Math.min(1, Math.max(0, raw.share)), lang: String(raw.lang ?? 'en') };
};

export const KEYS = {
  guesses: 'guesses',
  exercises: 'exercises',
  ratings: 'ratings',
  positions: 'positions',
  readerSeed: 'reader-seed',
} as const;

export const readGuesses = (): Guesses => entries(readJson(KEYS.guesses), acceptGuess);
export const readExercises = (): ExerciseRecords => entries(readJson(KEYS.exercises), acceptExercise);
export const readRatings = (): Ratings => entries(readJson(KEYS.ratings), acceptRating);
export const readPositions = (): Positions => entries(readJson(KEYS.positions), acceptPosition);

export function saveGuess(id: string, record: GuessRecord): void {
  writeJson(KEYS.guesses, { ...readGuesses(), [id]: record });
}

/** Adds a try. Once solved stays solved, and the best mark stays. */
export function saveTry(id: string, attempt: { correct: boolean; score: number; variant: number }): void {
  const all = readExercises();
  const before = all[id];
  const record: ExerciseRecord = {
    solved: attempt.correct || (before?.solved ?? false),
    tries: (before?.tries ?? 0) + 1,
    score: Math.max(attempt.score, before?.score ?? 0),
    variant: attempt.variant,
  };
  writeJson(KEYS.exercises, { ...all, [id]: record });
}

export function saveVariant(id: string, variant: number): void {
  const all = readExercises();
  const before = all[id] ?? { solved: false, tries: 0, score: 0, variant: 0 };
  writeJson(KEYS.exercises, { ...all, [id]: { ...before, variant } });
}

export function saveRating(id: string, rating: Rating): void {
  writeJson(KEYS.ratings, { ...readRatings(), [id]: rating });
}

/** The reader's own seed, drawn once and kept, so that "another variant" differs from the neighbour's. */
export function readerSeed(draw: () => number): number {
  const kept = readJson<number>(KEYS.readerSeed);
  if (isNumber(kept)) return kept >>> 0;
  const seed = draw() >>> 0;
  writeJson(KEYS.readerSeed, seed);
  return seed;
}
