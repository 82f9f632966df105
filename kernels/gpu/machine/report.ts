/**
 * What a machine showed, as plain JSON that can be kept, sent and compared: schema `machine-report`, version 1.
 * Times are as measured; rates are made from them here, so that a report never holds two numbers that disagree.
 */

import type { MicroId, MicroVariant } from '../micro/ids';
import type { MicroSize, MicroWork } from '../micro/problem';
import type { CoresResult } from './core';
import type { DecodeResult } from './decode';

/** `device`: the GPU's own clock. `queue`: from submitting to done. `processor`: plain JavaScript in one thread. */
export const reportClocks = ['device', 'queue', 'processor'] as const;

/** How the measuring ended, or that it has not. Whatever it is, the results that stand are whole. */
export const reportStates = ['running', 'complete', 'cancelled', 'lost', 'timeUp'] as const;

/**
 * Why a variant has no time: the device or browser lacks a feature, or allows too little; time or memory ran out; the
 * answer was wrong; the device refused.
 */
export const skipReasons = ['feature', 'limit', 'time', 'memory', 'wrong', 'failed'] as const;

/** Seconds of one run: median and quartiles over the repeats. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly repeats: number;
}

export interface MeasuredResult {
  readonly benchmark: MicroId;
  readonly variant: MicroVariant;
  readonly state: 'measured';
  readonly size: MicroSize;
  readonly work: MicroWork;
  readonly seconds: Spread;
  /** Largest error seen, as in `largestError`. */
  readonly error: number;
}

export interface SkippedResult {
  readonly benchmark: MicroId;
  readonly variant: MicroVariant;
  readonly state: 'skipped';
  readonly reason: (typeof skipReasons)[number];
  /** The feature, the limit, or the device's own words. */
  readonly detail: string;
}

export type MachineResult = MeasuredResult | SkippedResult;

/** What the caller knows of the machine and the day. Nothing here is measured. */
export interface MachineAbout {
  /** The adapter as the browser calls it, or the processor. */
  readonly name: string;
  readonly browser: string;
  /** ISO 8601, or empty. */
  readonly date: string;
}

export interface MachineReport extends MachineAbout {
  readonly schema: 'machine-report';
  readonly version: 1;
  readonly clock: (typeof reportClocks)[number];
  readonly state: (typeof reportStates)[number];
  /** Features of the device and of the browser's WGSL that the variants ask about, as far as they are there. */
  readonly features: readonly string[];
  readonly budgetSeconds: number;
  /** What it took in all. */
  readonly seconds: number;
  readonly results: readonly MachineResult[];
  /** What decoding showed, where that was measured too. */
  readonly decode?: DecodeResult;
  /** Of a processor: all cores at once. */
  readonly cores?: CoresResult;
  /** The page was out of sight for a while: browsers then give it less of the machine. */
  readonly hidden?: true;
}

export interface Rate {
  readonly unit: 'bytesPerSecond' | 'operationsPerSecond';
  readonly value: number;
}

const inBytes: readonly MicroId[] = ['read', 'copy', 'matvec-q4'];

/**
 * Bytes per second where memory is the point, operations per second for matrix products; a copy counts reading and
 * writing. Worked: 1,000 bytes in 1 ms → 1e6 bytes per second.
 */
export function rateOf({ benchmark, work, seconds }: MeasuredResult): Rate {
  const unit = inBytes.includes(benchmark) ? 'bytesPerSecond' : 'operationsPerSecond';
  return { unit, value: (unit === 'bytesPerSecond' ? work.bytes : work.operations) / seconds.median };
}

export type BestRate = Rate & { readonly result: MeasuredResult };

/** The fastest variant of each benchmark that has one. */
export function bestRates({ results }: Pick<MachineReport, 'results'>): Partial<Record<MicroId, BestRate>> {
  const best: Partial<Record<MicroId, BestRate>> = {};
  for (const result of results) {
    if (result.state !== 'measured') continue;
    const rate = rateOf(result);
    if (rate.value > (best[result.benchmark]?.value ?? 0)) best[result.benchmark] = { ...rate, result };
  }
  return best;
}

/** The report as text, two spaces deep. `readMachineReport` reads it back to the same. */
export const writeMachineReport = (report: MachineReport): string => `${JSON.stringify(report, null, 2)}\n`;
