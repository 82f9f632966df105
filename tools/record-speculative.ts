/**
 * npm run record:speculative: runs the lab's settings with the shipped models, ONNX Runtime's WebAssembly and one
 * thread, and writes content/data/recorded/speculative.json, which the page shows before anything is run.
 * Every draft with three lengths, sampled and greedy.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { runSpeculation } from '../components/labs/speculative-live/engine';
import { figuresOf, together } from '../components/labs/speculative-live/figures';
import { DRAFTS, speculativeSpecs, workKey, workOf } from '../components/labs/speculative-live/params';
import {
  compact,
  compactPlaces,
  placesKey,
  RECORDED_SEED,
  recordKey,
} from '../components/labs/speculative-live/recorded';
import type { CallCosts, SpeculativeResult } from '../components/labs/speculative-live/types';
import { defaultParams, type ParamValues } from '../kernels/simulator';
import { openSpeculation } from './lib/open-speculation';

const OUT = 'content/data/recorded/speculative.json';
/** Goes of each beginning; the one that other work on the machine disturbed least is kept. */
const GOES = 6;
const MORE_RUNS = 5;
const secondsOf = ({ kinds }: SpeculativeResult) =>
  kinds.reduce((sum, { plain, speculated }) => sum + plain.seconds + speculated.seconds, 0);
const bench = await openSpeculation();
const results = new Map<string, { values: ParamValues; result: SpeculativeResult }>();
const settings = DRAFTS.flatMap((draft) =>
  [2, 4, 8].flatMap((gamma) => [1, 0].map((temperature) => ({ draft, gamma, temperature }))),
);
for (const { draft, gamma, temperature } of settings) {
  const values = { ...defaultParams(speculativeSpecs), draft, gamma, temperature, seed: RECORDED_SEED };
  const run = async () =>
    runSpeculation({
      ...bench,
      draft: await bench.draftOf(draft),
      packed: false,
      work: workOf(values),
      key: workKey(values),
      goes: GOES,
      onResult: () => {},
      onPhase: () => {},
    });
  let result = await run();
  // What the page starts with is worth more runs; again the least disturbed counts.
  const isStart = workKey(values) === workKey(defaultParams(speculativeSpecs));
  for (let more = 0; isStart && more < MORE_RUNS; more++) {
    const other = await run();
    if (secondsOf(other) < secondsOf(result)) result = other;
  }
  results.set(recordKey(values), { values, result });
}

/** A call was timed in several settings; other work on the machine can only add. */
const least = (cost: keyof CallCosts, same: (other: SpeculativeResult) => boolean) =>
  Math.min(
    ...[...results.values()].flatMap(({ result }) => (same(result) ? (result.costs?.[cost] ?? []) : [])),
  );
const entries: Record<string, unknown> = {};
const places: Record<string, unknown> = {};
for (const [key, { values, result: measured }] of results) {
  const { draft, gamma } = measured;
  const result = {
    ...measured,
    costs: {
      targetOne: least('targetOne', () => true),
      targetCheck: least('targetCheck', (other) => other.gamma === gamma),
      draftOne: least('draftOne', (other) => other.draft === draft),
      rollBack: least('rollBack', () => true),
    },
  };
  entries[key] = compact(result);
  places[placesKey(values)] = compactPlaces(result.prefixes ?? []);
  const figures = figuresOf(together(result.kinds), result);
  const print = (value?: number) => value?.toFixed(3);
  console.error(
    `${key}: acceptance ${print(figures.acceptance)}, tokens per pass ${print(figures.tokensPerPass)}, ` +
      `c ${print(figures.costRatio)}, check ${print(figures.checkRatio)}, predicted ${print(figures.speedupPredicted)} ` +
      `(here ${print(figures.speedupHere)}), measured ${print(figures.speedupMeasured)}, ` +
      `overhead ${print(figures.overhead)}; ` +
      result.kinds.map((kind) => `${kind.kind} ${print(figuresOf(kind, result).acceptance)}`).join(', '),
  );
}
const record = {
  date: new Date().toISOString().slice(0, 10),
  machine: cpus()[0]?.model.trim() ?? 'unknown processor',
  runtime: bench.runtime,
  model: bench.model,
  entries,
  places,
};
mkdirSync('content/data/recorded', { recursive: true });
writeFileSync(OUT, `${JSON.stringify(record)}\n`);
console.error(`${OUT}: ${settings.length} settings, ${JSON.stringify(record).length} bytes`);
process.exit(0);
