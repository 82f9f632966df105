import { describe, expect, test } from 'vitest';
import { errorLine, liveMessages, noteLine, statusLine } from '../../../components/labs/live/messages';
import { beginRun, canStepDown, isBusy, reduceRun, stepDown } from '../../../components/labs/live/run-state';
import { summary } from '../../../components/labs/paged-attention/measure';

const start = () => beginRun<number>('key', 'webgpu', 200);

describe('a run', () => {
  test('counts what is fetched over all files', () => {
    let run = reduceRun(start(), { kind: 'download', file: 'model', loaded: 40, total: 80 });
    run = reduceRun(run, { kind: 'download', file: 'runtime', loaded: 60, total: 120 });
    expect(run).toMatchObject({ phase: 'fetching', loadedBytes: 100, share: 0.5, status: 'loading' });
    expect(statusLine(run, liveMessages.en, 'en')).toBe('Fetching: 100\u202fB of 200\u202fB');
    expect(isBusy(run)).toBe(true);
  });

  test('keeps the latest result, through its end, a cancel and a failure', () => {
    const run = reduceRun(reduceRun(start(), { kind: 'phase', phase: 'measuring', share: 0.5 }), {
      kind: 'result',
      result: 7,
    });
    expect(reduceRun(run, { kind: 'finished' })).toMatchObject({
      status: 'done',
      result: 7,
      phase: undefined,
    });
    const cancelled = reduceRun(run, { kind: 'failed', id: 'lab.cancelled', data: {} });
    expect(cancelled).toMatchObject({ status: 'cancelled', result: 7 });
    const failed = reduceRun(run, { kind: 'failed', id: 'fetch.failed', data: { file: 'a', status: 404 } });
    expect(failed).toMatchObject({ status: 'error', result: 7 });
    expect(errorLine(failed.error ?? { id: '', data: {} }, liveMessages.en)).toContain('status 404');
    expect([cancelled, failed].some(isBusy)).toBe(false);
  });

  test('says a note once', () => {
    const once = reduceRun(start(), { kind: 'note', note: 'wrong' });
    expect(reduceRun(once, { kind: 'note', note: 'wrong' }).notes.length).toBe(1);
  });

  test('steps down a rung with the reason, and not for a bad file', () => {
    expect(['webgpu.absent', 'gpu.failed', 'ort.load-failed'].every(canStepDown)).toBe(true);
    expect(['fetch.failed', 'safetensors.truncated'].some(canStepDown)).toBe(false);
    const error = { id: 'webgpu.absent', data: {} };
    const lower = stepDown(reduceRun(start(), { kind: 'result', result: 1 }), { id: 'stepDown', error }, 50);
    expect(lower).toMatchObject({ rung: 'wasm', status: 'loading', totalBytes: 50, key: 'key' });
    expect(lower.result).toBeUndefined();
    expect(noteLine(lower.notes[0], liveMessages.en)).toBe(
      'This browser offers no WebGPU. The lab went on with the processor.',
    );
  });
});

test('an unknown error of a model file and any other are told apart', () => {
  const words = liveMessages.en;
  expect(errorLine({ id: 'safetensors.odd', data: {} }, words)).toContain('safetensors.odd');
  expect(errorLine({ id: 'other', data: {} }, words)).toContain('Something went wrong');
});

test('median and quartiles', () => {
  expect(summary([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4, repeats: 5 });
  expect(summary([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75, repeats: 2 });
});
