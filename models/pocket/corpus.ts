/**
 * The text that Pocket Llama learns from: a seeded generator of short stories, dialogues and small tasks, about three
 * quarters English and one quarter Chinese. The same seed gives the same document on every machine.
 */
import { DIALOGUES_EN } from './grammar/dialogues-en';
import { PROBES, type ProbeName } from './grammar/probe';
import { PROBES_EN } from './grammar/probes-en';
import { PROBES_ZH } from './grammar/probes-zh';
import { createSource, type Source, type Split } from './grammar/source';
import { STORIES_EN } from './grammar/stories-en';
import { DIALOGUES_ZH, STORIES_ZH } from './grammar/stories-zh';

export { PROBES, type ProbeName } from './grammar/probe';
export type { Split } from './grammar/source';

/** Ends every document; also the model's begin and end token. */
export const END_OF_TEXT = '<|endoftext|>';

/** Training seeds start at 0; held-out text and probes start far beyond any training run. */
export const FIRST_SEED = {
  train: 0,
  drills: 1_000_000_000,
  heldout: 2_000_000_000,
  validation: 2_100_000_000,
  probes: 2_200_000_000,
} as const;

export type Lang = 'en' | 'zh';
export type Kind = 'story' | 'dialogue' | 'probe';

export interface CorpusDocument {
  readonly lang: Lang;
  readonly kind: Kind;
  readonly text: string;
  /** −log p of the choices that made it, in nats: what a perfect model would pay for the whole document. */
  readonly nats: number;
}

export interface ProbeItem {
  readonly probe: ProbeName;
  readonly lang: Lang;
  readonly prompt: string;
  readonly options?: readonly string[];
  readonly answer: string;
}

const MIX: readonly (readonly [number, readonly [Lang, Kind]])[] = [
  [34, ['en', 'story']],
  [10, ['en', 'dialogue']],
  [30, ['en', 'probe']],
  [12, ['zh', 'story']],
  [4, ['zh', 'dialogue']],
  [10, ['zh', 'probe']],
];

/** Counting is the hardest of the six and gets the most room. */
const PROBE_WEIGHTS: readonly (readonly [number, ProbeName])[] = [
  [4, 'recall'],
  [3, 'induction'],
  [6, 'counting'],
  [4, 'agreement'],
  [4, 'brackets'],
  [5, 'sorting'],
];

/** The document of one seed. */
export function makeDocument(seed: number, split: Split): CorpusDocument {
  const source = createSource(seed, split);
  const [lang, kind] = source.weighted(MIX);
  const text = write(source, lang, kind);
  return { lang, kind, text, nats: source.nats() };
}

function write(source: Source, lang: Lang, kind: Kind): string {
  if (kind === 'probe') return practice(source, lang);
  const lists = {
    en: { story: STORIES_EN, dialogue: DIALOGUES_EN },
    zh: { story: STORIES_ZH, dialogue: DIALOGUES_ZH },
  };
  return source.weighted(lists[lang][kind])(source);
}

/** Two to four items of one ability, one a line. */
function practice(source: Source, lang: Lang): string {
  const probe = source.weighted(PROBE_WEIGHTS);
  const make = (lang === 'en' ? PROBES_EN : PROBES_ZH)[probe];
  const lines = Array.from({ length: source.integer(2, 4) }, () => {
    const { prompt, answer, rest } = make(source);
    return prompt + answer + rest;
  });
  return lines.join('\n');
}

/** What training drills beside the corpus: looking back into the text is learnt late, and then all at once. */
const DRILLS: Readonly<Record<string, readonly ProbeName[]>> = {
  mixed: ['induction', 'recall', 'induction', 'recall', 'counting'],
  // Copying comes first, and what was put where only after it.
  recall: ['recall', 'recall', 'recall', 'recall', 'induction'],
};

/** A page of eight items of the abilities that need looking back. Drills are no part of the corpus or of its entropy. */
export function makeDrill(seed: number, kind = 'mixed'): string {
  const source = createSource(seed, 'train');
  const makers = source.chance(0.75) ? PROBES_EN : PROBES_ZH;
  return Array.from({ length: 8 }, () => {
    const { prompt, answer, rest } = makers[source.pick(DRILLS[kind])](source);
    return prompt + answer + rest;
  }).join('\n');
}

/** One probe item with its right answer; from the held-out split, so that nothing in it can be known by heart. */
export function makeProbe(probe: ProbeName, lang: Lang, seed: number): ProbeItem {
  const source = createSource(seed, 'heldout');
  const { prompt, answer, options } = (lang === 'en' ? PROBES_EN : PROBES_ZH)[probe](source);
  return options ? { probe, lang, prompt, options, answer } : { probe, lang, prompt, answer };
}

/** `count` different items of each ability, three English to one Chinese. */
export function makeProbes(count: number): ProbeItem[] {
  const items: ProbeItem[] = [];
  let seed = FIRST_SEED.probes;
  for (const probe of PROBES) {
    const seen = new Set<string>();
    while (seen.size < count) {
      const item = makeProbe(probe, seen.size % 4 === 3 ? 'zh' : 'en', seed++);
      if (seen.has(item.prompt)) continue;
      seen.add(item.prompt);
      items.push(item);
    }
  }
  return items;
}
