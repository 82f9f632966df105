/** The file that carries a reader's progress to another browser, and the merge that loses nothing on arrival. */
import { writeJson } from '@/components/storage';
import {
  acceptExercise,
  acceptGuess,
  acceptPosition,
  acceptRating,
  type ExerciseRecords,
  entries,
  type Guesses,
  isNumber,
  isRecord,
  KEYS,
  type Positions,
  type Rating,
  type Ratings,
  readExercises,
  readGuesses,
  readPositions,
  readRatings,
} from './progress';

export interface ProgressFile {
  readonly book: 'the-cost-of-a-token';
  readonly version: 1;
  readonly guesses: Guesses;
  readonly exercises: ExerciseRecords;
  readonly ratings: Ratings;
  readonly positions: Positions;
}

export function currentProgress(): ProgressFile {
  return {
    book: 'the-cost-of-a-token',
    version: 1,
    guesses: readGuesses(),
    exercises: readExercises(),
    ratings: readRatings(),
    positions: readPositions(),
  };
}

export type FileTrouble = 'notJson' | 'notOurs' | 'newer' | 'tooLarge';
export type ParsedProgress =
  | { readonly ok: true; readonly progress: ProgressFile }
  | { readonly ok: false; readonly reason: FileTrouble };

/** Reads a progress file. Entries that make no sense are left out; a file that is no progress file is refused. */
export function parseProgress(text: string): ParsedProgress {
  if (text.length > 2_000_000) return { ok: false, reason: 'tooLarge' };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'notJson' };
  }
  if (!isRecord(raw) || raw.book !== 'the-cost-of-a-token') return { ok: false, reason: 'notOurs' };
  if (raw.version !== 1)
    return { ok: false, reason: isNumber(raw.version) && raw.version > 1 ? 'newer' : 'notOurs' };
  return {
    ok: true,
    progress: {
      book: 'the-cost-of-a-token',
      version: 1,
      guesses: entries(raw.guesses, acceptGuess),
      exercises: entries(raw.exercises, acceptExercise),
      ratings: entries(raw.ratings, acceptRating),
      positions: entries(raw.positions, acceptPosition),
    },
  };
}

/** Merges two states of the same reader; no result is lost: solved wins, the better mark and rating win. */
export function mergeProgress(mine: ProgressFile, theirs: ProgressFile): ProgressFile {
  return {
    ...mine,
    guesses: mergeWith(mine.guesses, theirs.guesses, (a, b) => (a.value === undefined ? b : a)),
    exercises: mergeWith(mine.exercises, theirs.exercises, (a, b) => ({
      solved: a.solved || b.solved,
      tries: Math.max(a.tries, b.tries),
      score: Math.max(a.score, b.score),
      variant: a.variant,
    })),
    ratings: mergeWith(mine.ratings, theirs.ratings, (a, b) => Math.max(a, b) as Rating),
    positions: mergeWith(mine.positions, theirs.positions, (a, b) => (a.share >= b.share ? a : b)),
  };
}

function mergeWith<T>(
  mine: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  both: (a: T, b: T) => T,
): Record<string, T> {
  const merged: Record<string, T> = { ...theirs };
  for (const [id, value] of Object.entries(mine)) {
    merged[id] = Object.hasOwn(theirs, id) ? both(value, theirs[id]) : value;
  }
  return merged;
}

/** Stores a whole progress, as after an import. */
export function saveProgress(progress: ProgressFile): void {
  writeJson(KEYS.guesses, progress.guesses);
  writeJson(KEYS.exercises, progress.exercises);
  writeJson(KEYS.ratings, progress.ratings);
  writeJson(KEYS.positions, progress.positions);
}
