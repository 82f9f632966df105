import { describe, expect, it } from 'vitest';
import { calcs } from '../../../kernels/cost/calcs';
import { pagingCalcs } from '../../../kernels/cost/calcs/paging';
import { crowdedRun } from '../../../kernels/cost/calcs/paging-simulated';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { formatQuantity } from '../../../kernels/numbers/format';
import { pagingPresets } from '../../../kernels/serving/paging/params';
import { summarizeRun } from '../../../kernels/serving/paging/summary';

const result = (id: string, change = {}) => pagingCalcs[`paging.${id}`]({ ...RUNNING_EXAMPLE, ...change });
const value = (id: string, change = {}) => result(id, change).value;

describe('calcs of the chapter on paging: the engine', () => {
  it('counts what the order of the free queue saves', () => {
    expect([value('evictionsThen'), value('evictionsNow')]).toEqual([1646, 1627]);
    expect([value('foundAgainThen'), value('foundAgain')]).toEqual([1488, 1568]);
  });
});

describe('calcs of the chapter on paging: bytes', () => {
  it('counts the cache of one token, of one request and of the longest', () => {
    expect(value('kvBytesPerToken')).toBe(2 * 80 * 8 * 128 * 2);
    expect(value('kvBytesPerTokenAllHeads')).toBe(8 * 327680);
    expect(value('kvBytesPerToken', { kvFormat: 'fp8' })).toBe(163840);
    expect(value('requestBytes')).toBe(8192 * 327680);
    expect(value('reservationBytes')).toBe(131072 * 327680);
    expect(value('cacheOfLongest')).toBe(40 * 2 ** 30);
    expect(value('cacheOfThirtyTwo')).toBe(20 * 2 ** 30);
    expect(value('cacheOfHundredThousand')).toBe(32_768_000_000);
  });

  it('fits few reservations and many requests in what the weights leave', () => {
    const room = Math.floor((4 * 80 * 2 ** 30 - 141107412992) / 327680);
    expect(value('roomTokens')).toBe(room);
    expect(value('reservedFit')).toBe(4);
    expect(value('heldFit')).toBe(75);
    expect(value('reservedFit', { acceleratorId: 'rtx-4090' })).toBe(0);
    // The question line: 40 GB are free, the request stores 2 GB, and what is asked for it is more than 40.
    expect(value('smallRequestTokens')).toBe(6103);
    expect(value('smallRequestTokens') * 327680).toBeLessThanOrEqual(2e9);
    expect(value('reservationBytes')).toBeGreaterThan(40e9);
  });

  it('counts blocks, tables and forks', () => {
    expect(value('blockBytes')).toBe(5 * 2 ** 20);
    expect(value('tableBytes')).toBe(2048);
    expect(value('lastBlockWaste')).toBe(7.5);
    expect(value('forkBlocksSeparate')).toBe(4 * 44);
    expect(value('forkBlocksShared')).toBe(31 + 4 * 13);
  });
});

describe('calcs of the chapter on paging: time', () => {
  it('bounds recomputing by operations and swapping by the bus', () => {
    const flops = 8192 * (2 * 69503033344 + 4 * 80 * 8192 * 4096);
    expect(value('recomputeSeconds')).toBeCloseTo(flops / (4 * 312e12), 9);
    expect(value('swapSeconds')).toBeCloseTo((2 * 2684354560) / (4 * 31.5076923e9), 7);
  });

  it('reads the weights once a step', () => {
    expect(value('weightsRead')).toBe(139006066688);
    expect(value('stepSeconds')).toBe(0.05);
  });

  it('spreads the slower kernel over the whole step', () => {
    expect(value('attentionShare')).toBeCloseTo(85899345920 / (85899345920 + 139006066688), 12);
    expect(value('indirectionCost')).toBeCloseTo(0.26 * value('attentionShare'), 12);
  });

  it('makes the step longer and the server faster', () => {
    expect(value('stepReserved') * 1e3).toBeCloseTo(18.36, 2);
    expect(value('stepPaged') * 1e3).toBeCloseTo(41.73, 2);
    expect(value('throughputGain')).toBeCloseTo(75 / 0.04172788851 / (4 / 0.01835991723), 4);
  });
});

describe('calcs of the chapter on paging: what the simulator measures', () => {
  it('is the run that the page shows', () => {
    const { crowded } = pagingPresets;
    const run = summarizeRun(crowded.params, crowded.seed);
    expect(crowdedRun()).toEqual(run);
    expect(value('reservedShare')).toBe(run.reserve.usedShare);
    expect(value('pagedShare')).toBe(run.paged.usedShare);
    expect(value('reserveLater')).toBe(run.reserve.finishedSeconds / run.paged.finishedSeconds);
  });

  it('agrees with the estimates of the text', () => {
    expect(value('shareEstimate')).toBe((320 + 160) / 2048);
    expect(Math.abs(value('shareEstimate') - value('reservedShare'))).toBeLessThan(0.03);
    expect(Math.abs(value('weightedEstimate') - value('reservedShare'))).toBeLessThan(0.005);
    expect(Math.abs(value('pagedEstimate') - value('pagedShare'))).toBeLessThan(0.005);
  });

  it('tells the story of the text: order of the three, of the block sizes, and enough memory for all', () => {
    expect(value('reservedShare')).toBeLessThan(value('growShare'));
    expect(value('growShare')).toBeLessThan(value('pagedShare'));
    expect([value('reserveRunning'), value('growRunning'), value('pagedRunning')]).toEqual([6, 21, 27]);
    const shares = ['shareBlock4', 'pagedShare', 'shareBlock64', 'shareBlock256'].map((id) => value(id));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(Math.abs(value('roomyLater') - 1)).toBeLessThan(0.02);
    expect(value('growHoles')).toBeGreaterThan(0.05);
  });
});

it('every calc is in the book’s table, prints in both languages, and names its terms once', () => {
  for (const [id, calc] of Object.entries(pagingCalcs)) {
    expect(calcs[id]).toBe(calc);
    const { value: number, unit, digits, terms } = calc(RUNNING_EXAMPLE);
    for (const lang of ['en', 'zh'] as const)
      expect(formatQuantity(number, unit, { lang, digits })).toMatch(/\d/);
    expect(terms.length).toBeGreaterThan(0);
    expect(new Set(terms.map((term) => term.symbol)).size).toBe(terms.length);
  }
});
