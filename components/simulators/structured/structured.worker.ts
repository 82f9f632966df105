/** The figure's worker: compiles what the reader typed, and lets Pocket write under it. */
import { serve, type Tools } from '@/components/labs/live/serve';
import type { ModelSetup } from '@/components/labs/runtime/model-setup';
import { type OpenModel, openModel } from '@/components/labs/runtime/open-model';
import type { Automaton } from '@/kernels/structured/automaton';
import { type TokenMasks, tokenMasks } from '@/kernels/structured/masks';
import { compileTask, endIdsOf } from '@/kernels/structured/task';
import { compileScene } from './compiled';
import { type Rate, wayOf } from './recorded';
import { isJson, type Model, type RunStep, type TextRun, writeText } from './run';
import { LIVE_TEXTS, type ShownRun, type StructuredOrder, type StructuredResult } from './types';

let model: OpenModel | undefined;
let ready: { key: string; automaton: Automaton; masks: TokenMasks } | undefined;

serve<ModelSetup, StructuredOrder, StructuredResult>(async (setup, order, tools) => {
  const { pace, emit } = tools;
  if (order.kind === 'compile') {
    emit({ kind: 'result', result: { compiled: compileScene(order.task, order.spacing) } });
    return;
  }
  model ??= await open(setup, tools);
  const { tokenizer } = model;
  const key = JSON.stringify([order.task, order.spacing]);
  if (ready?.key !== key) {
    const automaton = compileTask(order.task, order.spacing);
    const masks = tokenMasks(automaton, tokenizer, { endIds: endIdsOf(tokenizer), now: pace.now });
    ready = { key, automaton, masks };
  }
  const { automaton, masks } = ready;
  const base = { automaton, masks, tokenizer, prompt: order.task.prompt, temperature: order.temperature };
  const write = async (masked: boolean, seed: number, onStep: (step: RunStep) => Promise<void>) => {
    const own = decoderModel(model as OpenModel);
    try {
      const jump = masked ? order.jump : 'off';
      return await writeText(own, { ...base, masked, jump, seed }, onStep);
    } finally {
      own.release();
    }
  };
  if (order.kind === 'write') {
    emit({ kind: 'phase', phase: 'writing' });
    const run = await write(order.masked, order.seed, () => pace.breathe());
    emit({ kind: 'result', result: { run: withTexts(run, model), masks: { ...masks.built } } });
    return;
  }
  const texts: Record<string, TextRun[]> = {};
  for (let i = 0; i < 2 * LIVE_TEXTS; i++) {
    emit({ kind: 'phase', phase: 'measuring', share: i / (2 * LIVE_TEXTS) });
    const masked = i % 2 === 1;
    const seed = order.seed + Math.floor(i / 2);
    const way = wayOf(masked, order.jump);
    texts[way] ??= [];
    texts[way].push(await write(masked, seed, () => pace.breathe()));
    const rates = Object.fromEntries(Object.entries(texts).map(([name, runs]) => [name, rateOf(runs)]));
    emit({ kind: 'result', result: { rates, masks: { ...masks.built } } });
  }
});

function open(
  setup: ModelSetup,
  { pace, signal, emit, onLost }: Tools<StructuredResult>,
): Promise<OpenModel> {
  return openModel(setup, {
    signal,
    breathe: pace.breathe,
    onBytes: (file, loaded, total) => emit({ kind: 'download', file, loaded, total }),
    onStart: () => emit({ kind: 'phase', phase: 'starting' }),
    onLost,
  });
}

/** A decoder as the run wants it: what is forgotten is read again from the start, since a session cannot go back. */
function decoderModel({ runner }: OpenModel): Model & { release(): void } {
  const decoder = runner.createDecoder();
  let history: number[] = [];
  return {
    async read(keep, tokens) {
      const goesOn = keep === history.length;
      history = [...history.slice(0, keep), ...tokens];
      if (!goesOn) decoder.release();
      const logits = await decoder.push(goesOn ? tokens : history);
      return logits.subarray(logits.length - runner.config.vocabSize);
    },
    release: () => decoder.release(),
  };
}

function withTexts(run: TextRun, { tokenizer }: OpenModel): ShownRun {
  const ids = new Set(run.opening);
  for (const step of run.steps)
    for (const id of [step.id, ...step.forced, ...step.favourites.map((one) => one.id)]) ids.add(id);
  return { ...run, tokenTexts: Object.fromEntries([...ids].map((id) => [id, tokenizer.decode([id])])) };
}

function rateOf(runs: readonly TextRun[]): Rate {
  const mean = (of: (run: TextRun) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  return {
    texts: runs.length,
    valid: runs.filter((run) => run.valid).length,
    json: runs.filter((run) => isJson(run.text)).length,
    passes: mean((run) => run.passes),
    tokens: mean((run) => run.tokens),
    reread: mean((run) => run.reread),
  };
}
