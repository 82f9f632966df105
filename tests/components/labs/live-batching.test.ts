import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixedShare, readOff } from '../../../components/labs/live-batching/costs';
import {
  driveWith,
  type Execution,
  type PlannedRequest,
  type PolicyId,
  type StepPlan,
} from '../../../components/labs/live-batching/drive';
import { costExecutor } from '../../../components/labs/live-batching/executors';
import { figuresOf } from '../../../components/labs/live-batching/figures';
import { laneTimeline } from '../../../components/labs/live-batching/lane-timeline';
import { liveBatchingSpecs, workKey, workOf } from '../../../components/labs/live-batching/params';
import { type CompactResult, compact, expand } from '../../../components/labs/live-batching/recorded';
import { makeRequests } from '../../../components/labs/live-batching/work';
import { createRandom } from '../../../kernels/numbers/random';
import { SEGMENT_KINDS } from '../../../kernels/serving/timeline/timeline';
import { defaultParams } from '../../../kernels/simulator';

const request = (id: number, arrivalSteps: number, promptTokens: number, outputTokens: number) => ({
  id,
  arrivalSteps,
  promptTokens,
  outputTokens,
});
/** A step of decoding and a prompt take a second each, a repacking nothing. */
const plain = ({ prefill, decode }: StepPlan): Execution => ({
  prefillSeconds: prefill.length > 0 ? 1 : 0,
  decodeSeconds: decode.length > 0 ? 1 : 0,
  repackSeconds: 0,
  repackBytes: 0,
});
const drive = (policy: PolicyId, requests: readonly PlannedRequest[], batch = 2) =>
  driveWith(plain, { policy, requests, batch, stepSeconds: 1 });

describe('policies', () => {
  const three = [request(0, 0, 4, 2), request(1, 0, 4, 5), request(2, 0, 4, 2)];

  test('static: closed until its last request is done, its rows computed to the end', () => {
    const { iterations, requests, totalSeconds } = drive('static', three);
    expect(iterations.slice(0, 5).map(({ decode, idle }) => [decode, idle])).toEqual([
      [[], []],
      [[0, 1], []],
      [[1], [0]],
      [[1], [0]],
      [[1], [0]],
    ]);
    expect(iterations[5].prefill).toEqual([2]);
    expect(totalSeconds).toBe(7);
    expect(requests.map(({ finishSeconds }) => finishSeconds)).toEqual([2, 5, 7]);
  });

  test('continuous: the third request takes the place of the first as soon as that is done', () => {
    const { iterations, totalSeconds, requests } = drive('continuous', three);
    expect(iterations.map(({ prefill, decode, idle }) => [prefill, decode, idle.length])).toEqual([
      [[0, 1], [], 0],
      [[], [0, 1], 0],
      [[2], [1], 0],
      [[], [1, 2], 0],
      [[], [1], 0],
    ]);
    // The step with a prompt and a decode in it takes two seconds.
    expect(totalSeconds).toBe(6);
    expect(requests[2]).toMatchObject({ startSeconds: 2, firstTokenSeconds: 4, finishSeconds: 5 });
  });

  test('one at a time, and idle time until the next arrival', () => {
    const { iterations, totalSeconds } = drive('single', [request(0, 0, 4, 1), request(1, 10, 4, 2)]);
    expect(iterations.map(({ startSeconds }) => startSeconds)).toEqual([0, 10, 11]);
    expect(totalSeconds).toBe(12);
  });

  test('whatever arrives: every request runs once, no row is taken twice, time goes on', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const random = createRandom(seed);
      const count = random.integer(1, 8);
      let at = 0;
      const requests = Array.from({ length: count }, (_, id) => {
        at += random.uniform() < 0.3 ? 0 : random.exponential(3);
        return request(id, at, random.integer(1, 9), random.integer(1, 6));
      });
      const batch = random.integer(1, 4);
      for (const policy of ['single', 'static', 'continuous'] as const) {
        const run = driveWith(costExecutor(costs, 64), { policy, requests, batch, stepSeconds: 1 });
        const made = new Map<number, number>();
        let now = 0;
        for (const { startSeconds, prefill, decode, idle } of run.iterations) {
          expect(startSeconds).toBeGreaterThanOrEqual(now - 1e-9);
          now = startSeconds;
          const rows = [...prefill, ...decode, ...idle];
          expect(new Set(rows).size).toBe(rows.length);
          expect(rows.length).toBeLessThanOrEqual(policy === 'single' ? 1 : batch);
          if (policy !== 'static') expect(idle).toEqual([]);
          for (const id of [...prefill, ...decode]) made.set(id, (made.get(id) ?? 0) + 1);
        }
        for (const { id, outputTokens } of requests) expect(made.get(id)).toBe(outputTokens);
        for (const times of run.requests) {
          expect(times.startSeconds).toBeGreaterThanOrEqual(times.arrivalSeconds - 1e-9);
          expect(times.firstTokenSeconds).toBeGreaterThan(times.startSeconds);
          expect(times.finishSeconds).toBeGreaterThanOrEqual(times.firstTokenSeconds);
          expect(times.finishSeconds).toBeLessThanOrEqual(run.totalSeconds + 1e-9);
        }
      }
    }
  });
});

const costs = {
  decode: [
    { amount: 1, seconds: 1 },
    { amount: 8, seconds: 1.7 },
  ],
  prefill: [
    { amount: 4, seconds: 2 },
    { amount: 24, seconds: 12 },
  ],
  repack: [
    { amount: 100, seconds: 0.1 },
    { amount: 300, seconds: 0.2 },
  ],
};

describe('costs', () => {
  test('are read off between and beyond the points, never below nothing', () => {
    const points = [
      { amount: 2, seconds: 10 },
      { amount: 4, seconds: 14 },
    ];
    expect(readOff(points, 3)).toBe(12);
    expect(readOff(points, 6)).toBe(18);
    expect(
      readOff(
        [
          { amount: 5, seconds: 1 },
          { amount: 10, seconds: 6 },
        ],
        1,
      ),
    ).toBe(0);
    expect(readOff([{ amount: 5, seconds: 1 }], 100)).toBe(1);
    expect(readOff([], 3)).toBe(0);
    expect(fixedShare(costs)).toBeCloseTo(0.9, 9);
  });

  test('a repacking is charged when the rows change, for the tokens that stay', () => {
    const execute = costExecutor(costs, 10);
    const asked = [request(0, 0, 4, 3), request(1, 0, 6, 3)];
    expect(execute({ prefill: asked, decode: [], keep: [0, 1] })).toMatchObject({
      prefillSeconds: 6,
      decodeSeconds: 0,
      repackBytes: 0,
    });
    expect(execute({ prefill: [], decode: [0, 1], keep: [0, 1] }).repackBytes).toBe(0);
    // Row 0 leaves after its next token; row 1 has 6 + 2 tokens by then.
    expect(execute({ prefill: [], decode: [0, 1], keep: [1] }).repackBytes).toBe(80);
    expect(execute({ prefill: [request(2, 0, 5, 1)], decode: [1], keep: [1, 2] }).repackBytes).toBe(140);
    expect(execute({ prefill: [], decode: [1, 2], keep: [] }).repackSeconds).toBe(0);
  });
});

test('figures of a run', () => {
  const run = drive('static', [request(0, 0, 4, 2), request(1, 0, 4, 5), request(2, 1, 4, 1)]);
  const figures = figuresOf(run);
  expect(figures.totalSeconds).toBe(6);
  expect(figures.tokensPerSecond).toBeCloseTo(8 / 6, 9);
  // First tokens at 1, 1 and 6; the third request arrived at 1.
  expect(figures.ttftSeconds).toBeCloseTo(7 / 3, 9);
  expect(figures.ttftP90Seconds).toBe(5);
  expect(figures.tpotSeconds).toBe(1);
  expect(figures.idleShare).toBeCloseTo(3 / 8, 9);
  expect(figures.calls).toBe(6);
});

test('as a timeline: what is read, what is decoded, what stands still, what is kept though done', () => {
  const requests = [request(0, 0, 4, 2), request(1, 0, 4, 5), request(2, 0, 4, 2)];
  const rowOf = (policy: PolicyId, row: number) => {
    const { offsets, kinds, from, to } = laneTimeline(drive(policy, requests));
    return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => offsets[row] + i).map((at) => [
      SEGMENT_KINDS[kinds[at]],
      from[at],
      to[at],
    ]);
  };
  expect(rowOf('continuous', 0)).toEqual([
    ['prefill', 0, 1],
    ['decode', 1, 2],
  ]);
  expect(rowOf('continuous', 1)).toEqual([
    ['prefill', 0, 1],
    ['decode', 1, 3],
    ['stalled', 3, 4],
    ['decode', 4, 6],
  ]);
  expect(rowOf('continuous', 2)).toEqual([
    ['waiting', 0, 3],
    ['prefill', 3, 4],
    ['decode', 4, 5],
  ]);
  expect(rowOf('static', 0).at(-1)).toEqual(['held', 2, 5]);
});

describe('requests', () => {
  test('are the same on every machine, with real beginnings and lengths that fit one call', () => {
    const texts = [
      Array.from({ length: 60 }, (_, i) => i + 10),
      Array.from({ length: 60 }, (_, i) => i + 200),
    ];
    const options = { requests: 24, batch: 4, meanOutput: 24, gapSteps: 4 };
    const made = makeRequests(texts, [0], options);
    expect(made).toEqual(makeRequests(texts, [0], options));
    expect(made[1].prompt[0]).toBe(0);
    expect(made[1].prompt[1]).toBe(200);
    for (const { prompt, promptTokens, outputTokens } of made) {
      expect(prompt.length).toBe(promptTokens);
      expect(promptTokens).toBeGreaterThanOrEqual(6);
      expect(promptTokens).toBeLessThanOrEqual(31);
      expect(outputTokens).toBeGreaterThanOrEqual(1);
      expect(outputTokens).toBeLessThanOrEqual(96);
    }
    expect(made.every(({ arrivalSteps }, i) => i === 0 || arrivalSteps >= made[i - 1].arrivalSteps)).toBe(
      true,
    );
    // The longest sequence of the lab stays within the model's positions, padding of a static batch included.
    expect(28 + 4 * 64).toBeLessThan(512);
  });
});

describe('the record', () => {
  const record = JSON.parse(readFileSync('content/data/recorded/live-batching.json', 'utf8')) as {
    model: string;
    machine: string;
    date: string;
    entries: Record<string, CompactResult>;
  };

  test('holds the settings that the page starts with, and plays back', () => {
    const values = defaultParams(liveBatchingSpecs);
    const entry = record.entries[workKey(values)];
    const result = expand(entry);
    expect(result.work.length).toBe(workOf(values).requests);
    for (const policy of ['static', 'continuous'] as const) {
      const lane = result[policy];
      expect(lane?.sameTokens).toBe(1);
      expect(lane?.measured.requests.length).toBe(result.work.length);
      // The simulation knows single calls only, and still foretells the whole within a third.
      const ratio = (lane?.simulated.totalSeconds ?? 0) / (lane?.measured.totalSeconds ?? 1);
      expect(ratio).toBeGreaterThan(0.67);
      expect(ratio).toBeLessThan(1.5);
    }
    expect(compact(result)).toEqual(entry);
  });

  test.each(Object.keys(record.entries))('%s: every token as alone', (key) => {
    const { static: fixed, continuous, single } = expand(record.entries[key]);
    expect([fixed?.sameTokens, continuous?.sameTokens]).toEqual([1, 1]);
    expect(single?.totalSeconds).toBeGreaterThan(0);
  });

  test('is of the weights that ship: npm run record:live-batching makes it anew', () => {
    const weights = readFileSync('public/models/pocket/model.safetensors');
    expect(record.model).toBe(createHash('sha256').update(weights).digest('hex').slice(0, 16));
  });

  test('a record of another policy is refused', () => {
    const entry = record.entries[workKey(defaultParams(liveBatchingSpecs))];
    const wrong = { ...entry, single: entry.single.slice(3) };
    expect(() => expand({ ...wrong, single: [...entry.single, 1, 1, 1] })).toThrow(
      expect.objectContaining({ id: 'record.mismatch' }),
    );
  });
});
