// Script time per frame, from a trace of the browser: everything that runs script on the page's main thread, between
// one animation frame and the next.

const SCRIPT = new Set([
  'FireAnimationFrame',
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'RunMicrotasks',
  'EventDispatch',
  'FireIdleCallback',
  'V8.GC_SCAVENGER',
  'MinorGC',
  'MajorGC',
]);

/**
 * Milliseconds of script in each frame, nested events counted once: by the clock, and by the time the thread really
 * had the processor, which other work on the machine cannot stretch.
 */
export function scriptPerFrame(events) {
  const { pid, tid } = events.find((event) => event.name === 'FireAnimationFrame');
  const script = events
    .filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && SCRIPT.has(event.name))
    .sort((a, b) => a.ts - b.ts);
  const frames = [];
  let end = 0;
  for (const event of script) {
    if (event.ts < end) continue;
    end = event.ts + event.dur;
    if (event.name === 'FireAnimationFrame') frames.push({ clockMs: 0, threadMs: 0 });
    const frame = frames.at(-1);
    if (!frame) continue;
    frame.clockMs += event.dur / 1000;
    frame.threadMs += (event.tdur ?? event.dur) / 1000;
  }
  return frames.slice(0, -1);
}

export async function trace(page, run) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', {
    traceConfig: { includedCategories: ['devtools.timeline', 'v8'], recordMode: 'recordAsMuchAsPossible' },
  });
  await run();
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await complete;
  return events;
}

const sorted = (values) => values.sort((a, b) => a - b);
const quantile = (values, share) =>
  Number(values[Math.min(values.length - 1, Math.floor(share * values.length))].toFixed(2));

/** What a bench prints of its frames. */
export function frameFigures(frames) {
  const clock = sorted(frames.map((frame) => frame.clockMs));
  const thread = sorted(frames.map((frame) => frame.threadMs));
  return {
    frames: frames.length,
    medianMs: quantile(clock, 0.5),
    p95Ms: quantile(clock, 0.95),
    medianThreadMs: quantile(thread, 0.5),
    p95ThreadMs: quantile(thread, 0.95),
    maxThreadMs: quantile(thread, 1),
  };
}
