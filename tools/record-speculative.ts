/**
 * npm run record:speculative: runs the lab's settings with the shipped models, ONNX Runtime's WebAssembly and one
 * thread, and writes content/data/recorded/speculative.json, which the page shows before anything is run.
 * Every draft with three lengths, sampled and greedy; with the names of drafts only those are run again. On the same
 * machine with the same model, what was recorded before and went quicker stands.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { runSpeculation } from '../components/labs/speculative-live/engine';
import { figuresOf, together } from '../components/labs/speculative-live/figures';
import { DRAFTS, speculativeSpecs, workKey, workOf } from '../components/labs/speculative-live/params';
import {
  compact,
  compactPlaces,
  placesKey,
  RECORDED_SEED,
  recordedFor,
  recordKey,
  type SpeculativeRecord,
} from '../components/labs/speculative-live/recorded';
import type { CallCosts, SpeculativeResult } from '../components/labs/speculative-live/types';
import { defaultParams, type ParamValues } from '../kernels/simulator';
import { openSpeculation } from './lib/open-speculation';

const OUT = 'content/data/recorded/speculative.json';
/** Goes of each beginning; the one that other work on the machine disturbed least is kept. */
const GOES = 6;
/** Runs of each setting, of which the same holds. */
const RUNS = 2;

/** What was timed of the same texts, each side as it went least disturbed; the calls likewise. */
function quieter(now: SpeculativeResult, before: SpeculativeResult | undefined): SpeculativeResult {
  if (!before) return now;
  return {
    ...now,
    costs: now.costs && before.costs && lesser(now.costs, before.costs),
    kinds: now.kinds.map((kind, at) => {
      const other = before.kinds[at];
      const same = other.plain.tokens === kind.plain.tokens;
      if (!same || other.speculated.tokens !== kind.speculated.tokens) return kind;
      const side = <T extends { seconds: number }>(a: T, b: T) => (a.seconds <= b.seconds ? a : b);
      return {
        ...kind,
        plain: side(kind.plain, other.plain),
        speculated: side(kind.speculated, other.speculated),
      };
    }),
  };
}

const lesser = (a: CallCosts, b: CallCosts): CallCosts => ({
  targetOne: Math.min(a.targetOne, b.targetOne),
  targetCheck: Math.min(a.targetCheck, b.targetCheck),
  draftOne: Math.min(a.draftOne, b.draftOne),
  rollBack: Math.min(a.rollBack, b.rollBack),
});

const bench = await openSpeculation();
const machine = cpus()[0]?.model.trim() ?? 'unknown processor';
const before = (existsSync(OUT) ? JSON.parse(readFileSync(OUT, 'utf8')) : {}) as SpeculativeRecord;
/** Times of another machine or model say nothing here. */
const sameBefore = before.machine === machine && before.model === bench.model;
const named = DRAFTS.filter((draft) => process.argv.includes(draft));
const asked = named.length > 0 ? named : DRAFTS;
const results = new Map<string, { values: ParamValues; result: SpeculativeResult }>();
const settings = DRAFTS.flatMap((draft) =>
  [2, 4, 8].flatMap((gamma) => [1, 0].map((temperature) => ({ draft, gamma, temperature }))),
);
for (const { draft, gamma, temperature } of settings) {
  const values = {
    ...defaultParams(speculativeSpecs),
    draft,
    liveGamma: gamma,
    temperature,
    liveSeed: RECORDED_SEED,
  };
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
  const known = sameBefore ? recordedFor(before, values) : undefined;
  let result: SpeculativeResult | undefined = known;
  const goes = !known || asked.includes(draft) ? RUNS : 0;
  for (let go = 0; go < goes; go++) result = quieter(await run(), result);
  if (!result) continue;
  results.set(recordKey(values), { values, result });
}

/** A call was timed in several settings; other work on the machine can only add. */
const least = (cost: keyof CallCosts, same: (other: SpeculativeResult) => boolean) =>
  Math.min(
    ...[...results.values()].flatMap(({ result }) => (same(result) ? (result.costs?.[cost] ?? []) : [])),
  );
const entries: Record<string, unknown> = {};
const places: Record<string, unknown> = sameBefore ? { ...before.places } : {};
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
  // Those of before are rounded already.
  if (asked.includes(draft) || !places[placesKey(values)])
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
  machine,
  runtime: bench.runtime,
  model: bench.model,
  entries,
  places,
};
mkdirSync('content/data/recorded', { recursive: true });
writeFileSync(OUT, `${JSON.stringify(record)}\n`);
console.error(`${OUT}: ${settings.length} settings, ${JSON.stringify(record).length} bytes`);
process.exit(0);
