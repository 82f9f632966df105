import { describe, expect, it } from 'vitest';
import { calcs } from '../../../kernels/cost/calcs';
import { prefixCalcs } from '../../../kernels/cost/calcs/prefix';
import { prefixRun } from '../../../kernels/cost/calcs/prefix-simulated';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { prefillBound } from '../../../kernels/cost/times';
import { formatQuantity } from '../../../kernels/numbers/format';
import { createVllmScheduler } from '../../../kernels/serving/schedulers/vllm/scheduler';

const value = (id: string, change = {}) =>
  prefixCalcs[`prefix.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;
const K = 327_680;

describe('calcs of the chapter on shared prefixes: bytes', () => {
  it('counts one copy, a copy for each request and a copy for each tenant', () => {
    expect(value('systemBytes')).toBe(2048 * K);
    expect(value('copiesBytes')).toBe(32 * 2048 * K);
    expect(value('tenantBytes')).toBe(256 * 2048 * K);
    const room = Math.floor((4 * 80 * 2 ** 30 - 141_107_412_992) / K);
    expect(value('tenantShare')).toBe((256 * 2048) / room);
  });

  it('fits more requests when they share', () => {
    expect(value('fitSeparate')).toBe(75);
    expect(value('fitShared')).toBe(100);
    // What fits, fits; one more would not.
    const room = Math.floor((4 * 80 * 2 ** 30 - 141_107_412_992) / K);
    expect(2048 + 100 * 6144).toBeLessThanOrEqual(room);
    expect(2048 + 101 * 6144).toBeGreaterThan(room);
    expect(value('fitShared', { acceleratorId: 'rtx-4090' })).toBe(0);
    expect(value('fitShared', { contextTokens: 1024 })).toBeGreaterThan(value('fitSeparate'));
  });

  it('takes no time worth mentioning to name blocks', () => {
    expect(value('hashSeconds')).toBeCloseTo(0.0016384, 12);
    expect(value('hashSeconds') / value('ttftCold')).toBeLessThan(0.01);
  });
});

describe('calcs of the chapter on shared prefixes: time', () => {
  it('saves the prefill of what is found', () => {
    expect(value('cachedTokens')).toBe(7360);
    expect(value('ttftCold')).toBe(prefillBound(RUNNING_EXAMPLE, 8192).seconds);
    expect(value('ttftWarm') * 1e3).toBeCloseTo(104.86, 2);
    expect(value('flopsSaved') / value('flopsCold')).toBeCloseTo(0.8918, 4);
    // Not quite nine tenths: the tokens that are left look back furthest.
    expect(value('ttftSaved')).toBeLessThan(7360 / 8192);
  });

  it('makes the request little shorter and the machine much faster', () => {
    expect(value('endToEndSaved')).toBeCloseTo((0.96913 - 0.10486) / 8.04267, 4);
    expect(value('prefillShare')).toBeCloseTo(0.96913 / (0.96913 + 7.07354 / 32), 4);
    expect(value('machineGain')).toBeCloseTo((0.96913 + 7.07354 / 32) / (0.10486 + 7.07354 / 32), 3);
  });

  it('reads a shared prefix once, or once for each', () => {
    const weights = 139_006_066_688;
    const bandwidth = 4 * 2039e9;
    expect(value('stepSeparate')).toBeCloseTo((weights + 32 * 8192 * K) / bandwidth, 9);
    expect(value('stepShared')).toBeCloseTo((weights + (7360 + 32 * 832) * K) / bandwidth, 9);
  });

  it('tells a guess that is cached from one that is not', () => {
    expect(value('probeMiss') / value('probeHit')).toBeGreaterThan(10);
  });

  it('is a prefill of the rest: nothing known costs all, and more cannot be known than there is', () => {
    const { flops } = prefillBound(RUNNING_EXAMPLE, 4096);
    expect(prefillBound(RUNNING_EXAMPLE, 4096, 0).flops).toBe(flops);
    expect(prefillBound(RUNNING_EXAMPLE, 4096, 4096).flops).toBeLessThan(flops / 1000);
    expect(() => prefillBound(RUNNING_EXAMPLE, 4096, 4097)).toThrow('flops.bad-count');
  });
});

describe('calcs of the chapter on shared prefixes: look-ups', () => {
  it('counts whole blocks, and never the whole prompt', () => {
    expect(value('fullHit')).toBe(4080);
    expect(value('fullMissed')).toBe(16);
    expect(value('partHit')).toBe(496);
    expect(value('partHitLarge')).toBe(256);
  });

  it('finds in the published benchmark what its author found, and what the scheduler finds', () => {
    expect(value('benchmarkHit')).toBeCloseTo(0.49, 2);
    expect(value('benchmarkGain')).toBeLessThan(value('benchmarkCeiling'));
    let [found, sent] = [0, 0];
    for (let length = 256; length <= 512; length += 5) {
      const scheduler = createVllmScheduler({ num_blocks: 100 });
      const prompt = Array.from({ length }, (_, at) => at);
      for (const id of [1, 2]) {
        scheduler.add({ id, prompt, max_tokens: 1 });
        for (let step = scheduler.step(); step; step = scheduler.step()) found += step.hitTokens;
        sent += length;
      }
    }
    expect(found / sent).toBeCloseTo(value('benchmarkHit'), 2);
  });

  it('loses long prompts to short ones only by the old order of the queue', () => {
    // The first long prompt of twenty finds nothing, the others their 32 blocks.
    expect(value('orderNew')).toBeCloseTo((19 * 512) / (20 * 532), 12);
    expect(value('orderOld')).toBeLessThan(value('orderNew') / 1.5);
  });
});

describe('calcs of the chapter on shared prefixes: what the simulator finds', () => {
  it('tells the story of the text', () => {
    for (const scene of ['system', 'fewShot', 'chat'])
      expect(value(`${scene}Hash`), scene).toBeLessThan(value(`${scene}Radix`));
    expect(value('stampHash')).toBe(0);
    expect(value('stampRadix')).toBeLessThan(0.02);
    expect(value('smallHash')).toBeLessThan(0.7 * value('chatHash'));
    expect(value('smallHashEvicted')).toBeGreaterThan(value('chatHashEvicted'));
  });

  it('gains with memory until everything that returns fits', () => {
    const rates = (lane: string) => ['A', 'B', 'C', 'D'].map((pool) => value(`pool${pool}${lane}`));
    for (const lane of ['Hash', 'Radix']) {
      const [a, b, c, d] = rates(lane);
      expect(a).toBeLessThan(b);
      expect(b).toBeLessThan(c);
      expect(c).toBe(d);
    }
    expect(value('poolARadix')).toBeLessThan(value('poolAHash'));
  });

  it('keeps system prompts better by use or by age than by recency', () => {
    const lru = value('policyLru');
    for (const policy of ['Lfu', 'Filo']) {
      const others = ['Slru', 'Fifo', 'Mru', 'Priority'].map((other) => value(`policy${other}`));
      expect(value(`policy${policy}`)).toBeGreaterThan(Math.max(lru, ...others));
    }
    expect(value('policyPriority')).toBe(lru);
    expect(value('tightHash')).toBeGreaterThan(lru);
    expect(prefixRun('system-prompt').refused).toBe(0);
  });
});

it('every calc is in the book’s table, prints in both languages, and names its terms once', () => {
  for (const [id, calc] of Object.entries(prefixCalcs)) {
    expect(calcs[id]).toBe(calc);
    const { value: number, unit, digits, terms } = calc(RUNNING_EXAMPLE);
    for (const lang of ['en', 'zh'] as const)
      expect(formatQuantity(number, unit, { lang, digits }), id).toMatch(/\d/);
    expect(terms.length, id).toBeGreaterThan(0);
    expect(new Set(terms.map((term) => term.symbol)).size, id).toBe(terms.length);
  }
});
