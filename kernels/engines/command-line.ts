/**
 * A pasted command line, read: which engine it starts, on which model, with which flags, and what in it could not be read
 * or does not go together. Never throws, whatever the text; nothing is run. Models vLLM, SGLang and llama-server with the
 * flags of content/data/engine-flags.json; any other flag is listed as unknown with its place.
 */
import type { EngineFlag, FlagEngine } from '../catalog/engine-flags';
import { type Contradiction, contradictionsOf } from './contradictions';
import { choiceOf, looksLikeFlag, matchFlag, numberOf, optimizationLevel } from './flag-values';
import { type LocatedEngine, locateEngine, otherEngine } from './locate';
import { engineInManifest, looksLikeManifest } from './manifest';
import {
  assignmentOf,
  brief,
  readShell,
  type ShellCommand,
  type ShellNote,
  type ShellScript,
  type ShellWord,
} from './shell';

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
  readonly stopped?: {
    readonly id: 'second-command' | 'no-engine' | 'other-engine' | 'nothing';
    readonly at: number;
    /** Name of an engine that is not read. */
    readonly name?: string;
  };
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
  if (flag.optional) return choiceOf(flag, next.text) === undefined ? 0 : 1;
  if (flag.kind === 'list') {
    let count = 0;
    while (args[from + count] !== undefined && !looksLikeFlag(args[from + count].text)) count++;
    return count;
  }
  return looksLikeFlag(next.text) && !next.quoted ? 0 : 1;
}

function readFlag(engine: FlagEngine, args: readonly ShellWord[], index: number, into: Reading): number {
  const word = args[index];
  const level = engine === 'vllm' ? optimizationLevel(word.text, args[index + 1]?.text) : undefined;
  const equals = word.text.indexOf('=');
  const written = level ? '-O' : equals > 0 ? word.text.slice(0, equals) : word.text;
  const attached = level?.attached ?? (equals > 0 && !level ? word.text.slice(equals + 1) : undefined);
  const match = matchFlag(engine, level ? '--optimization-level' : written);
  if (!match) {
    const next = args[index + 1];
    const takes = attached === undefined && next !== undefined && !looksLikeFlag(next.text);
    into.unknown.push({ written, at: word.at, value: attached ?? (takes ? next.text : undefined) });
    return takes ? 2 : 1;
  }
  const { flag, on, key } = match;
  if (engine === 'llama.cpp' && attached !== undefined)
    into.unreadable.push({ id: 'equals-sign', at: word.at, values: { flag: flag.name, value: attached } });
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
  } else readValue(given, text, into);
  return 1 + taken;
}

/** A value that a flag takes: a number where it wants one, the choice that a synonym means, a text. */
function readValue(given: Omit<GivenFlag, 'value'>, text: string, into: Reading): void {
  const { flag, at, key } = given;
  const trouble = (id: Contradiction['id']) =>
    into.unreadable.push({ id, at, values: { flag: flag.name, value: text.slice(0, 40) } });
  const wanted = flag.kind === 'integer' || flag.kind === 'number' || flag.kind === 'size';
  const open = /[$`]/.test(text);
  if (wanted) {
    const number = numberOf(flag, text);
    if (number !== undefined) into.flags.push({ ...given, value: number });
    else if (flag.auto && /^auto$/i.test(text)) into.flags.push({ ...given, value: 'auto' });
    else trouble(open ? 'variable-as-value' : 'not-a-number');
    return;
  }
  if (flag.choices && open) {
    trouble('variable-as-value');
    return;
  }
  if (flag.kind === 'json' && key === undefined && /^\s*\{/.test(text) && !open && !isJson(text))
    trouble('not-json');
  into.flags.push({ ...given, value: flag.choices ? (choiceOf(flag, text) ?? text) : text });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A flag and its value in one word, as an item of a list often is, taken apart. */
function apart(args: readonly ShellWord[], notes: ShellNote[]): readonly ShellWord[] {
  return args.flatMap((word, index) => {
    const before = args[index - 1]?.text ?? '';
    // What follows a flag may be a text of several words.
    if (!/^--?[A-Za-z][\w.-]*\s+\S/.test(word.text) || (word.quoted && /^--?\w[\w.-]*$/.test(before)))
      return [word];
    const from = word.at + (word.quoted ? 1 : 0);
    const words = readShell(word.text).commands.flatMap((one) => one.words);
    notes.push({ id: 'joined-words', at: word.at, text: brief(word.text) });
    return words.map((one) => ({ ...one, at: from + one.at }));
  });
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
    // In the unit of a service an assignment is the value of a key.
    const found = assignmentOf(word.text.replace(/^Environment=(?=\w+=)/, ''));
    return found ? [{ ...found, at: word.at }] : [];
  });

/** Assignments of the commands before the one that starts the engine, as several shells write them. */
function earlier(words: readonly ShellWord[]): readonly ShellWord[] {
  const [first, sign, value] = words;
  if (/^\$env:\w+(?:=|$)/i.test(first?.text ?? '')) {
    const text = first.text.slice(5);
    return [{ ...first, text: sign?.text === '=' && value ? `${text}=${value.text}` : text }];
  }
  const rest = /^(?:export|set|setx)$/.test(first?.text ?? '') ? words.slice(1) : words;
  return rest.every((word) => assignmentOf(word.text)) ? rest : [];
}

interface Found {
  readonly located: LocatedEngine;
  readonly before: readonly ShellWord[];
  readonly notes: readonly ShellNote[];
  /** Where another command begins. */
  readonly after?: number;
}

/** Lines that begin with a flag belong to the command before them, which a missing backslash or a remark cut short. */
function rejoin(commands: readonly ShellCommand[], from: number) {
  const words: ShellWord[] = [];
  const notes: ShellNote[] = [];
  let next = from;
  while (commands[next - 1]?.endedBy === '\n' && looksLikeFlag(commands[next]?.words[0]?.text ?? '')) {
    const [first] = commands[next].words;
    notes.push({ id: 'broken-line', at: first.at, text: first.text.slice(0, 40) });
    words.push(...commands[next].words);
    next++;
  }
  const end = commands[next - 1]?.endsAt ?? 0;
  // What the output is piped into is no server.
  while (commands[next - 1]?.endedBy === '|') next++;
  return { words, notes, end, after: commands[next]?.words[0]?.at };
}

/** Notes that lie in the command or in what sets its variables; a quote that nothing closes swallows all after it. */
function notesIn(notes: readonly ShellNote[], spans: readonly (readonly [number, number])[]) {
  const seen = new Set<string>();
  return notes.filter(({ id, at }) => {
    const name = `${id} ${at}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return id === 'unclosed-quote' || spans.some(([from, to]) => at >= from && at <= to);
  });
}

function inScript(script: ShellScript): Found | undefined {
  const before: ShellWord[] = [];
  const spans: (readonly [number, number])[] = [];
  for (let index = 0; index < script.commands.length; index++) {
    const { words, endsAt } = script.commands[index];
    const located = locateEngine(words);
    const set = located ? [] : earlier(words);
    before.push(...set);
    if (set.length > 0) spans.push([words[0].at, endsAt]);
    if (located) {
      const rest = rejoin(script.commands, index + 1);
      spans.push([words[0].at, rest.end]);
      return {
        located: { ...located, args: [...located.args, ...rest.words] },
        before,
        notes: notesIn([...script.notes, ...(located.notes ?? []), ...rest.notes], spans),
        ...(rest.after === undefined ? {} : { after: rest.after }),
      };
    }
  }
  return undefined;
}

/** The engine in a text: in its commands, in its lists, or behind the prompts of a superuser, which a shell skips as remarks. */
function findEngine(text: string, script: ShellScript): Found | undefined {
  const listed = (): Found | undefined => {
    const located = engineInManifest(text);
    return located && { located, before: [], notes: located.notes ?? [] };
  };
  const first = looksLikeManifest(text) ? listed() : undefined;
  const found = first ?? inScript(script);
  if (found) return found;
  const shown = text.replaceAll(/^([ \t]*)#/gm, '$1 ');
  return (
    (shown === text ? undefined : inScript(readShell(shown))) ?? (text.includes('[') ? listed() : undefined)
  );
}

/**
 * The command line, read. Worked: `CUDA_VISIBLE_DEVICES=0,1 vllm serve Qwen/Qwen3-8B -tp 2 --max-model-len 32k` is vllm,
 * that model, two flags (2 and 32,000) and one assignment; nothing contradicts itself.
 */
export function parseCommandLine(text: string): ParsedCommand {
  const script = readShell(text);
  const found = findEngine(text, script);
  const empty = { flags: [], unknown: [], stray: [], contradictions: [], container: false } as const;
  const engine = found?.located.engine;
  if (!found || engine === undefined || engine === 'unknown') {
    const environment = environmentOf([...(found?.before ?? []), ...(found?.located.environment ?? [])]);
    return { ...empty, engine: 'unknown', environment, notes: script.notes, stopped: nowhere(script) };
  }
  const { located, before, after } = found;
  const notes = [...found.notes];
  const reading = readArgs(engine, apart(located.args, notes));
  const named = [...reading.flags].reverse().find(({ flag }) => flag.moves === 'modelId');
  const first = reading.stray[0];
  const positional = engine === 'llama.cpp' ? undefined : first;
  const model = positional
    ? { name: positional.text, at: positional.at }
    : named && { name: String(named.value), at: named.at };
  const read = {
    engine,
    ...(model ? { model } : {}),
    flags: reading.flags,
    unknown: reading.unknown,
    // A variable may hold flags as well as anything else; that it is not set is said already.
    stray: (positional ? reading.stray.slice(1) : reading.stray).filter((one) => !/^[$`]/.test(one.text)),
    environment: environmentOf([...before, ...located.environment]),
    container: located.container,
    ...(located.image === undefined ? {} : { image: located.image }),
    notes,
  };
  const open =
    reading.stray.some((one) => /^[$`]/.test(one.text)) ||
    reading.flags.some(({ flag }) => flag.name === '--config');
  return {
    ...read,
    contradictions: [...reading.unreadable, ...contradictionsOf({ ...read, open, serve: located.serve })],
    ...(after === undefined ? {} : { stopped: { id: 'second-command', at: after } as const }),
  };
}

function nowhere(script: ShellScript): ParsedCommand['stopped'] {
  if (script.commands.length === 0) return { id: 'nothing', at: 0 };
  for (const { words } of script.commands) {
    const other = otherEngine(words);
    if (other) return { id: 'other-engine', ...other };
  }
  return { id: 'no-engine', at: script.commands[0].words[0]?.at ?? 0 };
}
