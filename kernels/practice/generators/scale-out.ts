/**
 * Random numbers for the exercises of the chapter on many devices. Models, links and pools have the sizes that real
 * ones have, so that an answer teaches a magnitude.
 */
import type { Generator } from '../types';

/** Bytes that a device sends for one token. Worked: 80 layers, width 8,192, 4 devices → 3.93 MB. */
const sentPerToken: Generator = (random) => {
  const [layers, hidden] = random.pick([
    [32, 4096],
    [40, 5120],
    [64, 5120],
    [80, 8192],
    [126, 16_384],
  ]);
  const devices = random.pick([2, 4, 8]);
  return {
    values: { layers, hidden, devices, messages: 2 * layers, kilobytes: (2 * hidden) / 1e3 },
    answer: (2 * layers * 2 * hidden * 2 * (devices - 1)) / devices,
    unit: 'bytes',
  };
};

/** Time that a token waits for messages. Worked: 80 layers, 8 devices, 20 µs and 0.5 µs a hop → 4.32 ms. */
const messageWait: Generator = (random) => {
  const layers = random.pick([32, 40, 64, 80, 126]);
  const devices = random.pick([2, 4, 8]);
  const start = random.integer(2, 12) * 2.5;
  const hop = random.pick([0.5, 0.6, 1, 2]);
  const hops = 2 * (devices - 1);
  return {
    values: {
      layers,
      devices,
      start,
      hop,
      hops,
      messages: 2 * layers,
      each: (start + hops * hop).toPrecision(3),
    },
    answer: 2 * layers * (start + hops * hop) * 1e-6,
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Share of the time on N devices that is the divided work. Worked: 10 ms alone, 2.5 ms on eight → 50 %. */
const efficiency: Generator = (random) => {
  const devices = random.pick([2, 4, 8, 16]);
  const alone = random.integer(40, 400) / 10;
  const together = Number(((alone / devices) * (1.1 + 1.8 * random.uniform())).toPrecision(3));
  return {
    values: { devices, alone, together, perfect: (alone / devices).toPrecision(3) },
    answer: alone / devices / together,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Idle share of a pipeline's pass. Worked: 4 stages, 4 batches → 3/7. */
const bubbleShare: Generator = (random) => {
  const stages = random.pick([2, 4, 8]);
  const batches = random.integer(1, 16);
  return {
    values: { stages, batches, idle: stages - 1, all: batches + stages - 1 },
    answer: (stages - 1) / (batches + stages - 1),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Sending a prompt's cache. Worked: 2,000 tokens of 320 kB over 4 ports of 20 GB/s → 8 ms. */
const cacheTransfer: Generator = (random) => {
  const tokens = random.integer(2, 32) * 500;
  const kilobytes = random.pick([64, 128, 160, 320, 512]);
  const ports = random.pick([1, 2, 4, 8]);
  const gigabytes = random.pick([3, 12.5, 25, 50]);
  return {
    values: { tokens, kilobytes, ports, gigabytes, megabytes: (tokens * kilobytes) / 1e3 },
    answer: (tokens * kilobytes) / 1e6 / (ports * gigabytes),
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Instances for prefill out of all. Worked: 300 ms and 100 ms of work, 8 instances → 6. */
const poolSize: Generator = (random) => {
  const prefillParts = random.integer(1, 7);
  const scale = random.integer(2, 12) * 10;
  const fold = random.pick([1, 2, 3]);
  const instances = 8 * fold;
  return {
    values: {
      prefill: prefillParts * scale,
      decode: (8 - prefillParts) * scale,
      sum: 8 * scale,
      instances,
    },
    answer: prefillParts * fold,
    unit: 'count',
    tolerance: 0,
  };
};

/** Time that no device takes away, from two measured points. Worked: 26 ms on 2, 14 ms on 4 → 2 ms. */
const fixedPart: Generator = (random) => {
  const fewer = random.pick([1, 2]);
  const more = random.pick([4, 8]);
  const divided = random.integer(10, 100);
  const fixed = random.integer(5, 60) / 10;
  const slow = (divided / fewer + fixed).toFixed(2);
  const fast = (divided / more + fixed).toFixed(2);
  return {
    values: {
      fewer,
      more,
      slow,
      fast,
      slowTotal: (fewer * Number(slow)).toFixed(1),
      fastTotal: (more * Number(fast)).toFixed(1),
      spread: more - fewer,
    },
    answer: fixed / 1e3,
    unit: 'seconds',
    tolerance: 0.03,
  };
};

export const scaleOutGenerators: Record<string, Generator> = {
  sentPerToken,
  messageWait,
  efficiency,
  bubbleShare,
  cacheTransfer,
  poolSize,
  fixedPart,
};
