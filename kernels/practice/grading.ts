/**
 * Grades what a reader typed, chose or did. Pure: words come from the view, by feedback id.
 * The number is read leniently (see arithmetic.ts, units.ts); the value is judged strictly. A miss that has a known
 * cause (GB for GiB, bits for bytes, a factor of two, rounding) is told from a plain miss.
 */
import type { CalcUnit } from '../cost/calc';
import { readNumber } from './arithmetic';
import { DEFAULT_TOLERANCE } from './types';
import { dimensionOf, readUnit, scalesOf } from './units';

export type FeedbackId =
  | 'correct'
  | 'empty'
  | 'notNumber'
  | 'unknownUnit'
  | 'otherUnit'
  | 'unitMissing'
  | 'binaryDecimal'
  | 'bitsBytes'
  | 'prefix'
  | 'percentFraction'
  | 'complement'
  | 'inverse'
  | 'factorTwo'
  | 'offByOne'
  | 'close'
  | 'tooLarge'
  | 'tooSmall'
  | 'wrong'
  | 'partial'
  | 'notYet';

export interface Grade {
  readonly correct: boolean;
  /** 0..1; partial marks for `multi` and `operate` only. */
  readonly score: number;
  readonly feedback: FeedbackId;
  readonly values: Readonly<Record<string, string | number>>;
  /** How a typed number was read, in base units. */
  readonly value?: number;
}

const grade = (feedback: FeedbackId, values: Grade['values'] = {}, score = 0): Grade => ({
  correct: feedback === 'correct',
  score: feedback === 'correct' ? 1 : score,
  feedback,
  values,
});

export interface NumericTask {
  /** In base units. */
  readonly answer: number;
  readonly unit?: CalcUnit;
  readonly tolerance?: number;
}

const wholeUnits: readonly (CalcUnit | undefined)[] = ['tokens', 'blocks', 'requests', 'count', undefined];

/** Whole numbers of things under a million are asked for exactly unless the task says otherwise. */
export function toleranceOf(task: NumericTask): number {
  if (task.tolerance !== undefined) return task.tolerance;
  const exact =
    Number.isInteger(task.answer) && Math.abs(task.answer) < 1e6 && wholeUnits.includes(task.unit);
  return exact ? 0 : DEFAULT_TOLERANCE;
}

function near(value: number, answer: number, tolerance: number): boolean {
  const size = Math.abs(answer);
  return Math.abs(value - answer) <= Math.max(size * tolerance, size * 1e-9, size === 0 ? tolerance : 0);
}

/**
 * Worked: gradeNumeric('320 KiB', { answer: 327680, unit: 'bytes' }) is correct;
 * gradeNumeric('320 kB', …) says binaryDecimal; gradeNumeric('320', …) says unitMissing.
 */
export function gradeNumeric(text: string, task: NumericTask): Grade {
  if (text.trim() === '') return grade('empty');
  const read = readNumber(text);
  if (!read) return grade('notNumber', { text: text.trim().slice(0, 40) });
  const tolerance = toleranceOf(task);
  const dimension = task.unit && dimensionOf(task.unit);
  const bare = read.rest === '';
  let value = read.value;
  if (!bare) {
    const unit = readUnit(read.rest, dimension);
    if (unit.kind === 'factor') value *= unit.factor;
    // A plain number may carry any word; a number of something must carry its unit.
    else if (unit.kind === 'unknown' && dimension)
      return grade('unknownUnit', { text: read.rest.slice(0, 20) });
    else if (unit.kind === 'other' && !(dimension === undefined || countsAlike(unit.dimension, dimension))) {
      return grade('otherUnit', { text: read.rest.slice(0, 20) });
    }
  }
  // Without a sign, 40 and 0.4 both mean 40 %.
  const asShare = dimension === 'percent' && bare && !near(value, task.answer, tolerance);
  if (asShare && (value > 1 || near(value / 100, task.answer, tolerance))) value /= 100;
  const right = near(value, task.answer, tolerance);
  return { ...(right ? grade('correct') : explainMiss(value, bare, task, tolerance)), value };
}

/** "112 个" for blocks, "3 times" for a ratio: a counting word of another kind is no mistake of units. */
function countsAlike(given: string, wanted: string): boolean {
  const counting = ['count', 'ratio'];
  return counting.includes(given) && [...counting, 'tokens', 'blocks', 'requests'].includes(wanted);
}

function explainMiss(value: number, bare: boolean, task: NumericTask, tolerance: number): Grade {
  const { answer, unit } = task;
  const dimension = unit && dimensionOf(unit);
  if (answer === 0) return grade(value > 0 ? 'tooLarge' : 'tooSmall');
  const slack = Math.max(tolerance, 0.002);
  const hits = (candidate: number) => near(candidate, answer, slack);
  if (dimension && bare) {
    const meant = scalesOf(dimension).find((scale) => hits(value * scale.factor));
    if (meant) return grade('unitMissing', { unit: meant.symbol });
  }
  if (dimension === 'bytes' || dimension === 'bytesPerSecond') {
    // Tight: between 1.024 and 1.074 lies many an honest miss.
    const swapped = (power: number) => [value * 1.024 ** power, value / 1.024 ** power];
    if ([1, 2, 3, 4].flatMap(swapped).some((candidate) => near(candidate, answer, 0.003))) {
      return grade('binaryDecimal');
    }
    if (hits(value * 8) || hits(value / 8)) return grade('bitsBytes');
  }
  if (dimension === 'percent') {
    if (hits(value * 100) || hits(value / 100)) return grade('percentFraction');
    if (hits(1 - value)) return grade('complement');
  }
  if (dimension === 'ratio' && value !== 0 && hits(1 / value)) return grade('inverse');
  const powers = [1e3, 1e6, 1e9, 1e12, 1024, 1024 ** 2, 1024 ** 3, 1024 ** 4];
  if (powers.some((power) => hits(value * power) || hits(value / power))) return grade('prefix');
  if (Number.isInteger(answer) && Math.abs(value - answer) === 1) return grade('offByOne');
  if (hits(value * 2)) return grade('factorTwo', { times: '½' });
  if (hits(value / 2)) return grade('factorTwo', { times: '2' });
  if (near(value, answer, 0.1)) return grade('close');
  return grade(value > answer ? 'tooLarge' : 'tooSmall');
}

export interface ChoiceOption {
  readonly id: string;
  readonly correct: boolean;
}

export function gradeChoice(chosen: string | undefined, choices: readonly ChoiceOption[]): Grade {
  const choice = choices.find((one) => one.id === chosen);
  if (!choice) return grade('empty');
  return grade(choice.correct ? 'correct' : 'wrong');
}

/** Right ones chosen less wrong ones chosen, over all right ones, never below nought. */
export function gradeMulti(chosen: readonly string[], choices: readonly ChoiceOption[]): Grade {
  if (chosen.length === 0) return grade('empty');
  const all = choices.filter((one) => one.correct).length;
  const right = choices.filter((one) => one.correct && chosen.includes(one.id)).length;
  const wrong = choices.filter((one) => !one.correct && chosen.includes(one.id)).length;
  if (right === all && wrong === 0) return grade('correct');
  const score = Math.max(0, (right - wrong) / all);
  return right > 0 ? grade('partial', { right, wrong, missing: all - right }, score) : grade('wrong');
}

export function gradeBug(line: number | undefined, correctLine: number): Grade {
  if (line === undefined) return grade('empty');
  return grade(line === correctLine ? 'correct' : 'wrong');
}

export interface OperateCondition {
  readonly metric?: string;
  readonly param?: string;
  readonly op: '>=' | '<=' | '=' | '<' | '>';
  readonly value: number | string;
}

/** What a figure shows at one moment. Numbers as they stand in its outputs, controls as text. */
export interface FigureSnapshot {
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, string>>;
}

/** Which conditions hold now. A metric that is absent or no number does not hold. */
export function conditionsMet(conditions: readonly OperateCondition[], now: FigureSnapshot): boolean[] {
  return conditions.map((one) => {
    const raw = one.metric === undefined ? now.params[one.param ?? ''] : now.metrics[one.metric];
    if (raw === undefined || raw === '') return false;
    if (typeof one.value === 'string') return String(raw) === one.value;
    return compare(Number(raw), one.op, one.value);
  });
}

function compare(left: number, op: OperateCondition['op'], right: number): boolean {
  if (!Number.isFinite(left)) return false;
  if (op === '=') return near(left, right, 1e-6);
  if (op === '>=') return left >= right;
  if (op === '<=') return left <= right;
  return op === '>' ? left > right : left < right;
}

export function gradeOperate(conditions: readonly OperateCondition[], now: FigureSnapshot): Grade {
  const met = conditionsMet(conditions, now).filter(Boolean).length;
  if (met === conditions.length) return grade('correct');
  return grade('notYet', { met, all: conditions.length }, met / conditions.length);
}
