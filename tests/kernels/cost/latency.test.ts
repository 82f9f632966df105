import { describe, expect, it } from 'vitest';
import { printedClaims, shownRows } from '@/components/simulators/measured/rows';
import { medianShare, passes } from '@/components/simulators/measured/select';
import { line } from '../../../kernels/cost/latency/line';
import {
  deviceIds,
  measuredParams,
  measuredPresets,
  ROWS,
  softwareIds,
} from '../../../kernels/cost/latency/measured-params';
import { latencyParams, latencyPresets } from '../../../kernels/cost/latency/params';
import { latencyTimes } from '../../../kernels/cost/latency/request';
import { broken, claimBound, suspectRound } from '../../../kernels/cost/latency/suspects';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { decodeBound, requestTimes } from '../../../kernels/cost/times';
import { parseParams } from '../../../kernels/simulator';

const chat = latencyPresets.chat.params;
const alone = { ...RUNNING_EXAMPLE, batch: 1 };

describe('one request in time', () => {
  it('is the worked example', () => {
    const times = latencyTimes(RUNNING_EXAMPLE, chat);
    expect(times.ttftSeconds).toBeCloseTo(0.22907, 5);
    expect(times.tpotSeconds).toBeCloseTo(0.027339, 6);
    expect(times.endToEndSeconds).toBeCloseTo(times.ttftSeconds + 511 * times.tpotSeconds, 12);
    expect(times.prefill.boundBy).toBe('compute');
    expect(times.token.boundBy).toBe('memory');
    expect(times.fits).toBe(true);
  });

  it('alone is what times.ts says of a batch of one', () => {
    const times = latencyTimes(alone, chat);
    const whole = requestTimes(alone, 2048, 512);
    expect(times.ttftSeconds).toBeCloseTo(whole.ttftSeconds, 12);
    expect(times.endToEndSeconds).toBeCloseTo(whole.endToEndSeconds, 4);
    expect(latencyTimes(RUNNING_EXAMPLE, latencyPresets.alone.params)).toEqual(times);
  });

  it('takes the largest job of a pass, never the sum', () => {
    for (const place of [0, 0.5, 1]) {
      const { token } = latencyTimes(RUNNING_EXAMPLE, { ...chat, place });
      const jobs = [token.memorySeconds, token.computeSeconds, token.communicationSeconds];
      expect(token.floorSeconds).toBe(Math.max(...jobs));
      expect(token.weightsSeconds).toBeLessThan(token.memorySeconds);
    }
  });

  it('agrees with adding every step up', () => {
    const values = { promptTokens: 256, answerTokens: 1600, place: 0, company: 'alone' };
    const times = latencyTimes(alone, values);
    let seconds = times.ttftSeconds;
    for (let number = 2; number <= 1600; number++) seconds += decodeBound(alone, 256 + number - 1, 1).seconds;
    expect(times.endToEndSeconds).toBeCloseTo(seconds, 6);
    expect(times.firstStepSeconds).toBeLessThan(times.lastStepSeconds);
  });

  it('looks at the second token first and at the last in the end', () => {
    expect(latencyTimes(RUNNING_EXAMPLE, { ...chat, place: 0 }).token.number).toBe(2);
    expect(latencyTimes(RUNNING_EXAMPLE, { ...chat, place: 1 }).token).toMatchObject({
      number: 512,
      contextTokens: 2048 + 511,
    });
  });

  it('says when nobody will measure it', () => {
    expect(latencyTimes({ ...RUNNING_EXAMPLE, devices: 1 }, chat).fits).toBe(false);
  });

  it('has scenes that its dials can show', () => {
    for (const { params } of Object.values(latencyPresets)) {
      const text = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
      expect(parseParams(latencyParams, text)).toEqual({ values: params, issues: [] });
    }
  });
});

describe('a line through rows', () => {
  it('finds intercept and slope', () => {
    const { intercept, slope } = line([
      [1, 5],
      [2, 7],
      [3, 9],
    ]);
    expect(intercept).toBeCloseTo(3, 12);
    expect(slope).toBeCloseTo(2, 12);
  });
});

describe('the measured rows of the page', () => {
  const rows = shownRows();
  const sound = rows.flatMap((row) =>
    row.kind === 'timed' && row.batch === 1 && row.measuredSeconds
      ? [{ ...row, seconds: row.measuredSeconds }]
      : [],
  );

  it('are all of the file, each with its own number', () => {
    expect(rows).toHaveLength(ROWS);
    expect(rows.map((row) => row.at)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
    expect(rows.filter((row) => row.kind === 'speculative')).toHaveLength(1);
    expect(rows.filter((row) => row.kind === 'out-of-memory')).toHaveLength(1);
  });

  it('stand at or above the bound, all but the speculative one', () => {
    for (const row of rows) {
      if (row.kind === 'timed') expect(row.fraction).toBeLessThanOrEqual(1);
      if (row.kind === 'speculative') expect(row.fraction).toBeCloseTo(1.02, 2);
      if (row.kind === 'out-of-memory') expect(row.weightBytes).toBeGreaterThan(row.capacityBytes);
    }
  });

  it('fall into families that all have rows, and only the note’s table is unstated', () => {
    for (const id of softwareIds) expect(rows.some((row) => row.softwareId === id)).toBe(true);
    for (const id of deviceIds) expect(rows.some((row) => row.deviceId === id)).toBe(true);
    const unstated = rows.filter((row) => row.softwareId === 'unstated');
    expect(unstated).toHaveLength(6);
    for (const row of unstated) expect(row.software).toMatch(/^not stated/);
  });

  it('open on the row that the chapter asks about, and on a shown row in every scene', () => {
    expect(rows[measuredPresets.all.params.row - 1]).toMatchObject({
      model: 'Qwen-7B (v1)',
      deviceId: 'a100',
      measuredSeconds: 0.029,
    });
    for (const { params } of Object.values(measuredPresets)) {
      expect(passes(rows[Number(params.row) - 1], params)).toBe(true);
      const text = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
      expect(parseParams(measuredParams, text).issues).toEqual([]);
    }
  });

  it('lets the exercise on filters be solved', () => {
    const calm = rows.filter((row) => passes(row, { ...measuredPresets.all.params, software: 'calm' }));
    expect(calm.length).toBeGreaterThanOrEqual(20);
    expect(medianShare(calm)).toBeGreaterThanOrEqual(0.85);
    expect(medianShare([])).toBeNaN();
  });

  it('deal a game with exactly one broken measurement, in a thousand rounds', () => {
    const printed = printedClaims();
    for (const claim of printed) expect(broken(claim)).toBeDefined();
    const flaws = new Set<string | undefined>();
    for (let seed = 1; seed <= 1000; seed++) {
      const { suspects, wrong } = suspectRound(sound, printed, seed);
      expect(suspects).toHaveLength(4);
      expect(suspects.map((suspect) => broken(suspect) !== undefined)).toEqual(
        suspects.map((_, at) => at === wrong),
      );
      flaws.add(suspects[wrong].flaw);
    }
    expect([...flaws].sort()).toEqual(['divided', 'printed', 'too-fast', 'too-large']);
    expect(suspectRound(sound, printed, 7)).toEqual(suspectRound(sound, printed, 7));
  });

  it('bound a claim by its bytes', () => {
    expect(claimBound(sound[4]) * 1e3).toBeCloseTo(6.963, 3);
  });
});
