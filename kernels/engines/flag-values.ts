/**
 * Names and values of flags as the engines' own parsers read them. Models argparse for vLLM and SGLang (dashes and
 * underscores alike, unambiguous beginnings, `--flag=value`, `--no-flag`, dotted keys of JSON flags) and the plain list of
 * llama.cpp, where dashes and underscores are alike too. Sources: vllm/utils/argparse_utils.py, Python's argparse, common/arg.cpp.
 */
import { type EngineFlag, engineFlags, type FlagEngine } from '../catalog/engine-flags';

export interface FlagMatch {
  readonly flag: EngineFlag;
  /** False for `--no-…` and its kind. */
  readonly on: boolean;
  /** Key inside a JSON flag: `method` in `--speculative-config.method`. */
  readonly key?: string;
}

const spellings = new Map<string, Map<string, FlagMatch>>();
for (const flag of engineFlags) {
  const known = spellings.get(flag.engine) ?? new Map<string, FlagMatch>();
  spellings.set(flag.engine, known);
  for (const name of [flag.name, ...flag.aliases, ...(flag.aka ?? [])]) known.set(name, { flag, on: true });
  for (const name of flag.off ?? []) known.set(name, { flag, on: false });
  if (flag.kind === 'switch' && flag.name.startsWith('--'))
    for (const name of [flag.name, ...flag.aliases].filter((one) => one.startsWith('--')))
      known.set(`--no-${name.slice(2)}`, { flag, on: false });
}

/** The flag a word names, or undefined. Worked: `--tensor_parallel` in vLLM is `--tensor-parallel-size`. */
export function matchFlag(engine: FlagEngine, word: string): FlagMatch | undefined {
  const known = spellings.get(engine);
  if (!known) return undefined;
  if (known.has(word)) return known.get(word);
  const [before, ...key] = word.split('.');
  const name = word.startsWith('--') ? before.replaceAll('_', '-') : before;
  const direct = known.get(name);
  if (direct && key.length === 0) return direct;
  if (engine === 'llama.cpp') return undefined;
  if (direct?.flag.kind === 'json') return { ...direct, key: key.join('.') };
  if (!word.startsWith('--') || key.length > 0) return undefined;
  if (name.length < 5) return undefined;
  const begun = [...known].filter(([spelling]) => spelling.startsWith(name)).map(([, match]) => match);
  return new Set(begun.map((match) => match.flag)).size === 1 ? begun[0] : undefined;
}

/** On, off and auto as llama.cpp understands them. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['1', 'on'],
  ['true', 'on'],
  ['enabled', 'on'],
  ['0', 'off'],
  ['false', 'off'],
  ['disabled', 'off'],
  ['-1', 'auto'],
]);

/** The choice that a word means, or undefined. Worked: `1` is `on` where a flag of llama.cpp takes `on` and `off`. */
export function choiceOf({ engine, choices }: EngineFlag, word: string): string | undefined {
  if (choices?.includes(word)) return word;
  const meant = engine === 'llama.cpp' ? synonyms.get(word.toLowerCase()) : undefined;
  return meant !== undefined && choices?.includes(meant) ? meant : undefined;
}

/** vLLM's short forms of `--optimization-level`: `-O3`, `-O=3`, `-O 3`; undefined for any other word. */
export function optimizationLevel(word: string, next?: string): { readonly attached?: string } | undefined {
  const attached = /^-O=?(\w.*)$/.exec(word)?.[1];
  if (attached !== undefined) return { attached };
  return word === '-O' && /^[0-3]$/.test(next ?? '') ? {} : undefined;
}

const multipliers: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** A whole number that may carry a letter, or undefined. Worked: `1k` 1,000 · `1K` 1,024 · `25.6k` 25,600 · `1.5K` none. */
export function readSize(text: string): number | undefined {
  const found = /^(\d+)(\.\d+)?([kKmMgGtT])?$/.exec(text);
  if (!found) return /^-\d+$/.test(text) ? Number(text) : undefined;
  const [, whole, part, letter] = found;
  if (letter === undefined) return part === undefined ? Number(whole) : undefined;
  if (part !== undefined && letter === letter.toUpperCase()) return undefined;
  return Math.round(Number(whole + (part ?? '')) * multipliers[letter]);
}

/** The number a flag's value means; undefined where it is none. */
export function numberOf(flag: EngineFlag, text: string): number | undefined {
  if (flag.kind === 'size') return readSize(text);
  // Python reads an underscore between digits as nothing.
  const plain = flag.engine === 'llama.cpp' ? text : text.replaceAll(/(?<=\d)_(?=\d)/g, '');
  if (flag.kind === 'integer') return /^[+-]?\d+$/.test(plain) ? Number(plain) : undefined;
  if (flag.kind !== 'number' || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a word is a flag rather than the value of one: a minus before a digit is a number. */
export const looksLikeFlag = (word: string): boolean => /^-{1,2}[A-Za-z]/.test(word);
