/**
 * npm run record:speculative: runs the lab's settings with the shipped models, ONNX Runtime's WebAssembly and one
 * thread, and writes content/data/recorded/speculative.json, which the page shows before anything is run.
 * Every draft with three lengths, sampled and greedy; with the names of drafts only those are run again. Decoding
 * without a draft depends on neither, so its times tell which settings other work on the machine disturbed: those are
 * run again. What was recorded before on the same machine with the same model stands where it was disturbed less.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { runSpeculation } from '../components/labs/speculative-live/engine';
import { figuresOf, together } from '../components/labs/speculative-live/figures';
import {
  DRAFTS,
  type DraftId,
  KINDS,
  speculativeSpecs,
  workKey,
  workOf,
} from '../components/labs/speculative-live/params';
import {
  compact,
  compactPlaces,
  placesKey,
  RECORDED_SEED,
  recordedFor,
  recordKey,
  type SpeculativeRecord,
} from '../components/labs/speculative-live/recorded';
import type { CallCosts, KindResult, SpeculativeResult } from '../components/labs/speculative-live/types';
import { defaultParams, type ParamValues } from '../kernels/simulator';
import { openSpeculation } from './lib/open-speculation';

const OUT = 'content/data/recorded/speculative.json';
/** Timed goes of each beginning. */
const GOES = 11;
/** Sweeps over the settings that were disturbed. */
const SWEEPS = 4;
/** A setting whose plain decoding is slower than the quickest one's by more than this was disturbed. */
const CALM = 1.1;

const plainToken = ({ plain }: KindResult) => plain.seconds / plain.tokens;

/** Kind by kind the run in which plain decoding was quicker, both sides of it: they met the same machine. */
function calmer(now: SpeculativeResult, before: SpeculativeResult | undefined): SpeculativeResult {
  if (!before) return now;
  return {
    ...now,
    costs: now.costs && before.costs && lesser(now.costs, before.costs),
    kinds: now.kinds.map((kind, at) => {
      const other = before.kinds[at];
      const same = other?.plain.tokens === kind.plain.tokens;
      // Runs without goes were timed in another way.
      return same && other.goes && plainToken(other) < plainToken(kind) ? other : kind;
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
const valuesOf = ({ draft, gamma, temperature }: (typeof settings)[number]): ParamValues => ({
  ...defaultParams(speculativeSpecs),
  draft,
  liveGamma: gamma,
  temperature,
  liveSeed: RECORDED_SEED,
});
const run = async (values: ParamValues) =>
  runSpeculation({
    ...bench,
    draft: await bench.draftOf(values.draft as DraftId),
    packed: false,
    work: workOf(values),
    key: workKey(values),
    goes: GOES,
    goesSeconds: Number.POSITIVE_INFINITY,
    onResult: () => {},
    onPhase: () => {},
  });
for (const setting of settings) {
  const values = valuesOf(setting);
  const known = sameBefore ? recordedFor(before, values) : undefined;
  const result = !known || asked.includes(setting.draft) ? calmer(await run(values), known) : known;
  results.set(recordKey(values), { values, result });
}
/** Least time of a plain token, kind by kind, of what was timed in goes. */
const leastOf = () => {
  const all = [...results.values()];
  const timed = (kind: KindResult) => (kind.goes ? plainToken(kind) : Number.POSITIVE_INFINITY);
  return KINDS.map((_, at) => Math.min(...all.map(({ result }) => timed(result.kinds[at]))));
};
for (let sweep = 0; sweep < SWEEPS; sweep++) {
  const least = leastOf();
  for (const [key, { values, result }] of results) {
    const slow = result.kinds.some((kind, at) => plainToken(kind) > CALM * least[at]);
    if (!slow || !asked.includes(result.draft)) continue;
    console.error(`${key}: disturbed, once more`);
    results.set(key, { values, result: calmer(await run(values), result) });
  }
}
const quickest = leastOf();

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
      `overhead ${print(figures.overhead)}, plain over the quickest ` +
      `${result.kinds.map((kind, at) => print(plainToken(kind) / quickest[at])).join(' ')}; ` +
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
