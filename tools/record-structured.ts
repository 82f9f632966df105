/**
 * npm run record:structured: lets the shipped model write every scene of the figure in every way and writes
 * content/data/recorded/structured.json, which the page shows before anything is run. Run it when the weights change.
 * `--texts N` takes fewer texts per rate than 100; `--masks` measures the times of compiling and masks alone.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { packRun, type Rate, type Recorded, wayOf } from '../components/simulators/structured/recorded';
import { isJson, type Model, type TextRun, writeText } from '../components/simulators/structured/run';
import type { Automaton } from '../kernels/structured/automaton';
import { jumpModes } from '../kernels/structured/decode';
import { compressedStates } from '../kernels/structured/graph';
import { obviousAllowed, type TokenMasks, tokenMasks } from '../kernels/structured/masks';
import { tasks } from '../kernels/structured/presets';
import { compileTask, endIdsOf } from '../kernels/structured/task';
import { parseLlamaConfig } from '../kernels/transformer/config';
import { createReference } from '../kernels/transformer/forward';
import { readSafetensors } from '../kernels/transformer/safetensors';
import { createTokenizer } from '../kernels/transformer/tokenizer';
import { loadLlama } from '../kernels/transformer/weights';

const OUT = 'content/data/recorded/structured.json';
const TEMPERATURE = 0.7;
const limit = process.argv.indexOf('--texts');
const TEXTS = limit < 0 ? 100 : Number(process.argv[limit + 1]);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const now = () => performance.now() / 1000;

const folder = 'public/models/pocket';
const file = readFileSync(`${folder}/model.safetensors`);
const reference = createReference(
  loadLlama(parseLlamaConfig(json(`${folder}/config.json`)), readSafetensors(file)),
);
const tokenizer = createTokenizer(json(`${folder}/tokenizer.json`));
const endIds = endIdsOf(tokenizer);

function newModel(): Model {
  const session = reference.createSession();
  return {
    read(keep, tokens) {
      session.truncate(keep);
      return session.push(tokens, { lastOnly: true });
    },
  };
}

interface Ready {
  readonly automaton: Automaton;
  readonly masks: TokenMasks;
}
const ways = [{ masked: false, jump: 'off' as const }, ...jumpModes.map((jump) => ({ masked: true, jump }))];
const write = (ready: Ready, prompt: string, way: (typeof ways)[number], seed: number, temperature: number) =>
  writeText(newModel(), { ...ready, ...way, tokenizer, prompt, seed, temperature });

const seen = new Set<number>();
function remember({ opening, steps }: TextRun): void {
  for (const id of opening) seen.add(id);
  for (const step of steps)
    for (const id of [step.id, ...step.forced, ...step.favourites.map((favourite) => favourite.id)])
      seen.add(id);
}

const mean = (values: readonly number[]) =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(4));

/** Seconds of a task, the middle of nine tries after three to warm up; a task may time a part of itself. */
function median(task: () => unknown): number {
  const times = Array.from({ length: 12 }, () => {
    const before = now();
    const own = task();
    return typeof own === 'number' ? own : now() - before;
  });
  return Number(
    times
      .slice(3)
      .sort((a, b) => a - b)[4]
      .toPrecision(3),
  );
}
function timed(task: () => void): number {
  const before = now();
  task();
  return now() - before;
}

/** Times of every scene's masks, after all of them have been compiled once: the first code to run is slow. */
function maskTimes(): Record<string, Recorded['masks'][string]> {
  const times: Record<string, Recorded['masks'][string]> = {};
  for (const round of [0, 1]) {
    for (const [name, task] of Object.entries(tasks)) {
      const automaton = compileTask(task, 'spaced');
      const states = Array.from({ length: automaton.states }, (_, state) => state);
      times[name] = {
        states: automaton.states,
        compressedStates: compressedStates(automaton),
        compileSeconds: median(() => compileTask(task, 'spaced')),
        treeSeconds: median(() => {
          const fresh = tokenMasks(automaton, tokenizer, { endIds });
          return timed(() => {
            for (const state of states) fresh.at(state);
          });
        }),
        obviousSeconds: median(() => {
          for (const state of states) obviousAllowed(automaton, tokenizer, state, endIds);
        }),
      };
      if (round === 1) console.log(name, JSON.stringify(times[name]));
    }
  }
  return times;
}

if (process.argv.includes('--masks')) {
  const known: Recorded = json(OUT);
  writeFileSync(OUT, `${JSON.stringify({ ...known, masks: maskTimes() })}\n`);
  process.exit(0);
}

const runs: Record<string, Record<string, ReturnType<typeof packRun>>> = {};
const rates: Record<string, Record<string, Rate>> = {};

for (const [name, task] of Object.entries(tasks)) {
  const automaton = compileTask(task, 'spaced');
  const ready = { automaton, masks: tokenMasks(automaton, tokenizer, { endIds, now }) };
  runs[name] = {};
  rates[name] = {};
  for (const way of ways) {
    const key = wayOf(way.masked, way.jump);
    const shown = await write(ready, task.prompt, way, 1, TEMPERATURE);
    remember(shown);
    runs[name][key] = packRun(shown);
    const texts: TextRun[] = [];
    for (let seed = 1; seed <= TEXTS; seed++)
      texts.push(await write(ready, task.prompt, way, seed, TEMPERATURE));
    rates[name][key] = {
      texts: TEXTS,
      valid: texts.filter((run) => run.valid).length,
      json: texts.filter((run) => isJson(run.text)).length,
      passes: mean(texts.map((run) => run.passes)),
      tokens: mean(texts.map((run) => run.tokens)),
      reread: mean(texts.map((run) => run.reread)),
    };
    console.log(name, key, JSON.stringify(shown.text), JSON.stringify(rates[name][key]));
  }
}

interface Item {
  readonly probe: string;
  readonly lang: string;
  readonly prompt: string;
  readonly answer: string;
}
const items = (json('public/models/heldout/probes.json') as Item[]).filter(
  ({ probe, lang }) => probe === 'sorting' && lang === 'en',
);
const right: Record<string, number> = {};
const automaton = compileTask(tasks.sorting, 'spaced');
const ready = { automaton, masks: tokenMasks(automaton, tokenizer, { endIds }) };
for (const way of ways) {
  const key = wayOf(way.masked, way.jump);
  right[key] = 0;
  for (const { prompt, answer } of items) {
    const { text } = await write(ready, prompt, way, 1, 0);
    if (text === `${answer}.`) right[key]++;
  }
  console.log('sorting', key, right[key], 'of', items.length);
}

const recorded: Recorded = {
  date: new Date().toISOString().slice(0, 10),
  machine: cpus()[0].model.replace(/\s+/g, ' ').trim(),
  runtime: `kernels/transformer, fp32, 1 thread, node ${process.versions.node}`,
  model: createHash('sha256').update(file).digest('hex').slice(0, 16),
  temperature: TEMPERATURE,
  vocabulary: tokenizer.vocabSize,
  runs,
  rates,
  masks: maskTimes(),
  sorting: { items: items.length, right },
  tokenTexts: Object.fromEntries([...seen].sort((a, b) => a - b).map((id) => [id, tokenizer.decode([id])])),
};
writeFileSync(OUT, `${JSON.stringify(recorded)}\n`);
console.log(`${OUT}: ${(JSON.stringify(recorded).length / 1024).toFixed(0)} KiB`);
