/** A reader's own measured steps, as text: one step a line, `new tokens, context tokens, sequences, milliseconds`. */
import { BookError, ensure } from '../../errors';
import type { StepItem } from './step-time';

export interface MeasuredPoint {
  /** Tokens that each sequence adds: 1 while it decodes, more in a prompt. */
  readonly newTokens: number;
  /** Tokens that each sequence had before. */
  readonly contextTokens: number;
  readonly sequences: number;
  readonly seconds: number;
  /** Line of the text, from 1. */
  readonly line: number;
}

/** More would be a log file, not a calibration. */
const MOST_POINTS = 500;
const MOST_CHARACTERS = 100_000;

/**
 * Reads points. Commas, semicolons, tabs or blanks part the numbers; lines that are empty or begin with `#` say nothing,
 * and a first line without a number is a heading. Throws `BookError('steptime.points.' + …)`: `bad-line`, `bad-number`,
 * `too-many`, each with the line. Worked: `1, 8192, 32, 40` is 32 sequences that decode at 8,192 tokens in 40 ms.
 */
export function readPoints(text: string): MeasuredPoint[] {
  ensure(text.length <= MOST_CHARACTERS, 'steptime.points.too-many', { most: MOST_POINTS });
  const points: MeasuredPoint[] = [];
  let first = true;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const written = raw.trim();
    if (written === '' || written.startsWith('#')) continue;
    const heading = first && !/\d/.test(written);
    first = false;
    if (heading) continue;
    points.push(readLine(written, at + 1));
    ensure(points.length <= MOST_POINTS, 'steptime.points.too-many', { most: MOST_POINTS });
  }
  return points;
}

function readLine(written: string, line: number): MeasuredPoint {
  const fields = written.split(/[\s,;]+/).filter((field) => field !== '');
  ensure(fields.length === 4, 'steptime.points.bad-line', {
    line,
    given: written.slice(0, 60),
    found: fields.length,
  });
  const numbers = fields.map(Number);
  const least = [1, 0, 1, Number.MIN_VALUE];
  const most = [1e7, 1e7, 1e5, 1e7];
  for (let at = 0; at < 4; at++) {
    const whole = at === 3 || Number.isInteger(numbers[at]);
    if (whole && numbers[at] >= least[at] && numbers[at] <= most[at]) continue;
    throw new BookError('steptime.points.bad-number', {
      line,
      column: at + 1,
      given: fields[at].slice(0, 20),
    });
  }
  const [newTokens, contextTokens, sequences, milliseconds] = numbers;
  return { newTokens, contextTokens, sequences, seconds: milliseconds / 1e3, line };
}

/** The iteration that a point measured. */
export function itemsOf({ newTokens, contextTokens, sequences }: MeasuredPoint): StepItem[] {
  const kind = newTokens > 1 ? 'prefill' : 'decode';
  return Array.from({ length: sequences }, () => ({ newTokens, contextTokens, kind }));
}
