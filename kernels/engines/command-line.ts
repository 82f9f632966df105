/**
 * A pasted command line, read: which engine it starts, on which model, with which flags, and what in it could not be read
 * or does not go together. Never throws, whatever the text; nothing is run. Models vLLM, SGLang and llama-server with the
 * flags of content/data/engine-flags.json; any other flag is listed as unknown with its place.
 */
import type { EngineFlag, FlagEngine } from '../catalog/engine-flags';
import { type Contradiction, contradictionsOf } from './contradictions';
import { looksLikeFlag, matchFlag, numberOf } from './flag-values';
import { type LocatedEngine, locateEngine } from './locate';
import { assignmentOf, readShell, type ShellNote, type ShellWord } from './shell';

export interface GivenFlag {
  readonly flag: EngineFlag;
  /** As it was written. */
  readonly written: string;
  readonly at: number;
  /** Text, number or switch position; several words of a list joined by blanks. */
  readonly value: string | number | boolean;
  /** Key inside a JSON flag. */
  readonly key?: string;
}

export interface UnknownFlag {
  readonly written: string;
  readonly at: number;
  /** The word after it, when it does not look like a flag itself. */
  readonly value?: string;
}

export interface ParsedCommand {
  readonly engine: FlagEngine | 'unknown';
  readonly model?: { readonly name: string; readonly at: number };
  readonly flags: readonly GivenFlag[];
  readonly unknown: readonly UnknownFlag[];
  /** Words that belong to nothing. */
  readonly stray: readonly { readonly text: string; readonly at: number }[];
  readonly environment: readonly { readonly name: string; readonly value: string; readonly at: number }[];
  readonly container: boolean;
  /** Image of the container, its tag included. */
  readonly image?: string;
  readonly notes: readonly ShellNote[];
  readonly contradictions: readonly Contradiction[];
  /** Where reading ended before the text did, and why. */
  readonly stopped?: { readonly id: 'second-command' | 'no-engine' | 'nothing'; readonly at: number };
}

interface Reading {
  readonly flags: GivenFlag[];
  readonly unknown: UnknownFlag[];
  readonly stray: { text: string; at: number }[];
  readonly unreadable: Contradiction[];
}

const truth: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Words that a flag takes as its value, from `from` on. */
function wordsTaken(flag: EngineFlag, args: readonly ShellWord[], from: number): number {
  const next = args[from];
  if (next === undefined) return 0;
  if (flag.kind === 'switch') return truth.has(next.text.toLowerCase()) ? 1 : 0;
  if (flag.optional) return flag.choices?.includes(next.text) ? 1 : 0;
  if (flag.kind === 'list') {
    let count = 0;
    while (args[from + count] !== undefined && !looksLikeFlag(args[from + count].text)) count++;
    return count;
  }
  return looksLikeFlag(next.text) && !next.quoted ? 0 : 1;
}

function readFlag(engine: FlagEngine, args: readonly ShellWord[], index: number, into: Reading): number {
  const word = args[index];
  const equals = word.text.indexOf('=');
  const written = equals > 0 ? word.text.slice(0, equals) : word.text;
  const attached = equals > 0 ? word.text.slice(equals + 1) : undefined;
  const match = matchFlag(engine, written);
  if (!match) {
    const next = args[index + 1];
    const takes = attached === undefined && next !== undefined && !looksLikeFlag(next.text);
    into.unknown.push({ written, at: word.at, value: attached ?? (takes ? next.text : undefined) });
    return takes ? 2 : 1;
  }
  const { flag, on, key } = match;
  const taken = attached === undefined && on ? wordsTaken(flag, args, index + 1) : 0;
  const text =
    attached ??
    args
      .slice(index + 1, index + 1 + taken)
      .map((one) => one.text)
      .join(' ');
  const given = { flag, written, at: word.at, ...(key === undefined ? {} : { key }) };
  if (flag.kind === 'switch') {
    const said = truth.get(text.toLowerCase());
    into.flags.push({ ...given, value: said === undefined ? on : said === on });
  } else if (text === '' && taken === 0 && attached === undefined) {
    if (flag.optional) into.flags.push({ ...given, value: 'on' });
    else into.unreadable.push({ id: 'value-missing', at: word.at, values: { flag: flag.name } });
  } else {
    const number = numberOf(flag, text);
    const wanted = flag.kind === 'integer' || flag.kind === 'number' || flag.kind === 'size';
    if (wanted && number === undefined)
      into.unreadable.push({
        id: 'not-a-number',
        at: word.at,
        values: { flag: flag.name, value: text.slice(0, 40) },
      });
    else into.flags.push({ ...given, value: number ?? text });
  }
  return 1 + taken;
}

function readArgs(engine: FlagEngine, args: readonly ShellWord[]): Reading {
  const into: Reading = { flags: [], unknown: [], stray: [], unreadable: [] };
  for (let index = 0; index < args.length; ) {
    const word = args[index];
    if (looksLikeFlag(word.text)) index += readFlag(engine, args, index, into);
    else {
      into.stray.push({ text: word.text, at: word.at });
      index++;
    }
  }
  return into;
}

const environmentOf = (words: readonly ShellWord[]) =>
  words.flatMap((word) => {
    const found = assignmentOf(word.text);
    return found ? [{ ...found, at: word.at }] : [];
  });

/** Assignments of the commands before the one that starts the engine. */
function earlier(words: readonly ShellWord[]): readonly ShellWord[] {
  const rest = words[0]?.text === 'export' ? words.slice(1) : words;
  return rest.every((word) => assignmentOf(word.text)) ? rest : [];
}

/**
 * The command line, read. Worked: `CUDA_VISIBLE_DEVICES=0,1 vllm serve Qwen/Qwen3-8B -tp 2 --max-model-len 32k` is vllm,
 * that model, two flags (2 and 32,000) and one assignment; nothing contradicts itself.
 */
export function parseCommandLine(text: string): ParsedCommand {
  const script = readShell(text);
  const before: ShellWord[] = [];
  let located: LocatedEngine | undefined;
  let index = 0;
  for (; index < script.commands.length && !located; index++) {
    located = locateEngine(script.commands[index].words);
    if (!located) before.push(...earlier(script.commands[index].words));
  }
  const empty = { flags: [], unknown: [], stray: [], contradictions: [], container: false } as const;
  if (!located || located.engine === 'unknown') {
    const at = script.commands[0]?.words[0]?.at ?? 0;
    const id = script.commands.length === 0 ? 'nothing' : 'no-engine';
    const environment = environmentOf([...before, ...(located?.environment ?? [])]);
    return { ...empty, engine: 'unknown', environment, notes: script.notes, stopped: { id, at } };
  }
  const { engine } = located;
  const reading = readArgs(engine, located.args);
  const named = [...reading.flags].reverse().find(({ flag }) => flag.moves === 'modelId');
  const first = reading.stray[0];
  const positional = engine === 'llama.cpp' ? undefined : first;
  const model = positional
    ? { name: positional.text, at: positional.at }
    : named && { name: String(named.value), at: named.at };
  const after = script.commands[index];
  const read = {
    engine,
    ...(model ? { model } : {}),
    flags: reading.flags,
    unknown: reading.unknown,
    stray: positional ? reading.stray.slice(1) : reading.stray,
    environment: environmentOf([...before, ...located.environment]),
    container: located.container,
    ...(located.image === undefined ? {} : { image: located.image }),
    notes: script.notes,
  };
  return {
    ...read,
    contradictions: [...reading.unreadable, ...contradictionsOf(read)],
    ...(after ? { stopped: { id: 'second-command', at: after.words[0].at } as const } : {}),
  };
}
