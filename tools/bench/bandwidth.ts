/**
 * The fastest reading that the book ships against every way that was tried, on the same device in the same run: the
 * processor, and Chromium's software WebGPU adapter. A ratio of 1 says that nothing tried was faster.
 */
import type { BandwidthWorkbench, Timed } from './bandwidth/page';
import { openWorkbench } from './onnx/workbench';

const FLOOR = 0.95;
/** Far more than a last-level cache holds; on the software adapter what it reads in a moment. */
const WORDS = { processor: 2 ** 26, software: 2 ** 23 };
const shipped = {
  processor: ['vectors, four sums'],
  software: ['v3 in 2048 workgroups', 'v4 in 8 workgroups'],
};

function print(device: keyof typeof WORDS, timed: readonly Timed[]) {
  const best = timed.reduce((a, b) => (b.bytesPerSecond > a.bytesPerSecond ? b : a));
  const ours = timed
    .filter(({ name }) => shipped[device].includes(name))
    .reduce((a, b) => (b.bytesPerSecond > a.bytesPerSecond ? b : a));
  for (const { name: way, bytesPerSecond } of timed) {
    console.log(
      JSON.stringify({ name: 'bandwidth.rate', device, way, value: Number(bytesPerSecond.toPrecision(3)) }),
    );
  }
  const value = Number((ours.bytesPerSecond / best.bytesPerSecond).toFixed(3));
  console.log(
    JSON.stringify({
      name: 'bandwidth.shipped',
      device,
      value,
      floor: FLOOR,
      ours: ours.name,
      best: best.name,
    }),
  );
}

const bench = await openWorkbench({ gpu: true, script: 'tools/bench/bandwidth/page.ts' });
try {
  type Page = { workbench: BandwidthWorkbench };
  print(
    'processor',
    await bench.page.evaluate(
      (words) => (globalThis as unknown as Page).workbench.processor(words),
      WORDS.processor,
    ),
  );
  print(
    'software',
    await bench.page.evaluate(
      // Folding takes seconds there.
      (words) => (globalThis as unknown as Page).workbench.gpu(words, ['v3']),
      WORDS.software,
    ),
  );
} finally {
  await bench.close();
}
