import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookError } from '../../../../kernels/errors';
import { createRandom } from '../../../../kernels/numbers/random';
import { ARRIVAL_KINDS, arrivalTimes } from '../../../../kernels/serving/workload/arrivals';
import { parseLengthsCsv, parseTraceCsv, parseTrafficCsv } from '../../../../kernels/serving/workload/csv';
import { logNormal } from '../../../../kernels/serving/workload/lengths';
import { makeWorkload } from '../../../../kernels/serving/workload/workload';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
};

describe('arrivals', () => {
  it.each(ARRIVAL_KINDS)('%s: begin at 0, never go back, and come at the rate asked for', (kind) => {
    const times = arrivalTimes({ kind, perSecond: 4, variation: 3 }, 60_000, createRandom(2));
    expect(times[0]).toBe(0);
    const gaps = times.slice(1).map((time, at) => time - times[at]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(mean(gaps)).toBeCloseTo(0.25, 1);
    expect(variation(gaps)).toBeCloseTo({ poisson: 1, bursty: 3, uniform: 0 }[kind], 0);
  });
});

describe('lengths', () => {
  it('log-normal draws have the mean and the spread asked for', () => {
    const random = createRandom(5);
    const draws = Array.from({ length: 60_000 }, () => logNormal(400, 0.6, random));
    expect(mean(draws) / 400).toBeCloseTo(1, 1);
    expect(variation(draws)).toBeCloseTo(0.6, 1);
  });

  it('fit the longest sequence, and are the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 500 }), (seed, longestTokens) => {
        const query = {
          requests: 20,
          arrivals: { kind: 'poisson', perSecond: 2 },
          lengths: { kind: 'lognormal', promptMean: 200, outputMean: 100, spread: 1.5 },
          longestTokens,
        } as const;
        const requests = makeWorkload(query, seed);
        expect(makeWorkload(query, seed)).toEqual(requests);
        for (const { promptTokens, outputTokens } of requests) {
          expect(promptTokens).toBeGreaterThanOrEqual(1);
          expect(outputTokens).toBeGreaterThanOrEqual(1);
          expect(promptTokens + outputTokens).toBeLessThanOrEqual(longestTokens);
        }
        // Another rate moves the arrivals and leaves the lengths.
        const faster = makeWorkload({ ...query, arrivals: { kind: 'poisson', perSecond: 9 } }, seed);
        expect(faster.map((request) => request.promptTokens)).toEqual(
          requests.map((request) => request.promptTokens),
        );
      }),
    );
  });

  it('come in pairs from a table', () => {
    const pairs = [
      { promptTokens: 10, outputTokens: 1 },
      { promptTokens: 500, outputTokens: 90 },
    ];
    const requests = makeWorkload(
      {
        requests: 50,
        arrivals: { kind: 'uniform', perSecond: 1 },
        lengths: { kind: 'empirical', pairs },
        longestTokens: 4096,
      },
      1,
    );
    for (const { promptTokens, outputTokens } of requests)
      expect(pairs).toContainEqual({ promptTokens, outputTokens });
  });
});

describe('a reader’s own traffic', () => {
  it('with and without names, with commas, semicolons and tabs', () => {
    const wanted = [
      { id: 0, arrivalSeconds: 0, promptTokens: 100, outputTokens: 20 },
      { id: 1, arrivalSeconds: 1.5, promptTokens: 80, outputTokens: 10 },
    ];
    expect(parseTraceCsv('10,100,20\n11.5,80,10\n')).toEqual(wanted);
    expect(parseTraceCsv('\uFEFFOutput Tokens;Timestamp;Input tokens\r\n10;1.5;80\r\n20;0;100\r\n')).toEqual(
      wanted,
    );
    expect(parseTraceCsv('# mine\n0\t100\t20\n\n1.5\t80\t10')).toEqual(wanted);
    expect(parseLengthsCsv('prompt,output\n100,20')).toEqual([{ promptTokens: 100, outputTokens: 20 }]);
  });

  it.each([
    ['', 'csv.empty', {}],
    ['arrival,prompt\n0,100', 'csv.noColumn', { line: 1, column: 'output' }],
    ['0,100,20\n1,oops,3', 'csv.value', { line: 2, column: 'prompt', value: 'oops' }],
    ['0,100,20\n1,5', 'csv.missing', { line: 2, column: 'output' }],
    ['0,100,0', 'csv.value', { line: 1, column: 'output' }],
    ['0,100,2.5', 'csv.value', { line: 1, column: 'output' }],
    ['0,99999999999,5', 'csv.value', { line: 1, column: 'prompt' }],
  ])('says what is wrong in %j', (text, id, data) => {
    try {
      parseTraceCsv(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(BookError);
      expect(error).toMatchObject({ id, data });
    }
  });

  it('two columns are lengths, three are a trace', () => {
    expect(parseTrafficCsv('100,20\n80,10')).toEqual({
      kind: 'lengths',
      pairs: [
        { promptTokens: 100, outputTokens: 20 },
        { promptTokens: 80, outputTokens: 10 },
      ],
    });
    expect(parseTrafficCsv('# mine\nprompt\toutput\n100\t20')).toMatchObject({ kind: 'lengths' });
    expect(parseTrafficCsv('0;100;20')).toMatchObject({ kind: 'trace', requests: [{ promptTokens: 100 }] });
    expect(() => parseTrafficCsv('arrival,prompt\n0,100')).toThrow(/csv.noColumn.*output/);
    expect(() => parseTrafficCsv('')).toThrow(/csv.empty/);
    // A stray tab in a later line does not change what separates the cells.
    expect(() => parseTrafficCsv('100,20\n80\t10')).toThrow(/csv.value.*"line":2/);
  });

  it('never fails in another way', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        try {
          expect(parseTraceCsv(text).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(BookError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
