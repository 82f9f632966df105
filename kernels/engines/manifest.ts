/**
 * Commands that stand as lists: in files of Compose and Kubernetes, in the lines of a Dockerfile, in a program that starts
 * a server. Models `image`, `entrypoint`, `command`, `args` and `environment` of the one block that starts an engine, and
 * lists of quoted words; leaves out anchors, includes and templates: what they would fill in stays as it is written. Never throws.
 */
import { doubledStart, engineOfImage, type LocatedEngine, locateEngine, startsItself } from './locate';
import { brief, readShell, type ShellNote, type ShellWord } from './shell';

interface Line {
  readonly text: string;
  readonly at: number;
  /** Blanks before the first word, a list's dash counted as one. */
  readonly indent: number;
}

const key = /^([A-Za-z_]+)\s*:(?:\s+(.*))?$/;
const wanted = /^(?:image|entrypoint|command|cmd|args|environment|env)$/;

/** Whether a text looks like a file rather than a command. */
export const looksLikeManifest = (text: string): boolean =>
  /^[ \t]*(?:-[ \t]+)?(?:entrypoint|command|cmd|args)[ \t]*:/m.test(text) ||
  /^[ \t]*(?:CMD|ENTRYPOINT)[ \t]*\[/m.test(text);

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split('\n').map((raw) => {
    const start = at;
    at += raw.length + 1;
    const indent = /^[ \t]*/.exec(raw)?.[0].length ?? 0;
    return { text: raw.slice(indent).replace(/\s+$/, ''), at: start + indent, indent };
  });
}

/** Blanks before a key, the dash of its item counted as blanks. */
const indentOf = ({ text, indent }: Line): number => indent + (/^-\s+/.exec(text)?.[0].length ?? 0);

/** A scalar without its quotes and remark. */
function scalar(text: string, at: number): ShellWord {
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.lastIndexOf(quote);
    const inner = end > 0 ? text.slice(1, end) : text.slice(1);
    return {
      text: quote === '"' ? filled(inner.replaceAll('\\"', '"')) : inner.replaceAll("''", "'"),
      at,
      quoted: true,
    };
  }
  return { text: filled(text.replace(/\s+#.*$/, '')), at, quoted: false };
}

/** A scalar in quotes that goes on over several lines, which YAML folds into one; undefined where it does not. */
function folded(text: string, from: number): ShellWord | undefined {
  const quote = text[from];
  if (quote !== '"' && quote !== "'") return undefined;
  let end = from + 1;
  while (end < text.length && text[end] !== quote) end += quote === '"' && text[end] === '\\' ? 2 : 1;
  const inner = text.slice(from + 1, end);
  if (end >= text.length || !inner.includes('\n')) return undefined;
  return { text: filled(inner.replaceAll('\n', ' ')), at: from, quoted: true };
}

/** A variable's default stands in for it. */
const filled = (text: string): string => text.replaceAll(/\$\{\w+:?-([^}]*)\}/g, '$1');

/** Quoted words between a bracket at `open` and the one that closes it; undefined where there is anything else. */
function quotedList(text: string, open: number): { words: ShellWord[]; end: number } | undefined {
  const words: ShellWord[] = [];
  for (let at = open + 1; at < text.length; at++) {
    const here = text[at];
    if (here === ']') return { words, end: at + 1 };
    if (here === '"' || here === "'") {
      let end = at + 1;
      while (end < text.length && text[end] !== here) end += text[end] === '\\' ? 2 : 1;
      const inner = text.slice(at + 1, end).replaceAll(/\\(["'\\])/g, '$1');
      words.push({ text: filled(inner), at, quoted: true });
      at = end;
    } else if (!/[\s,]/.test(here) && !/^[fr]["']/.test(text.slice(at, at + 2))) return undefined;
  }
  return undefined;
}

/** Words of a value: a list in brackets, a block, a list of lines, or one command as text. */
function valueWords(lines: readonly Line[], index: number, inline: string, text: string): ShellWord[] {
  const line = lines[index];
  const indent = indentOf(line);
  const from = line.at + line.text.length - inline.length;
  if (inline.startsWith('[')) return quotedList(text, from)?.words ?? [];
  const below: Line[] = [];
  for (let next = index + 1; next < lines.length; next++) {
    const one = lines[next];
    if (one.text === '' || one.text.startsWith('#')) continue;
    const listed = one.text.startsWith('-') && /^-(?:\s|$)/.test(one.text);
    if (one.indent < indent || (one.indent === indent && !listed)) break;
    below.push(one);
  }
  if (inline !== '' && !/^[>|][+-]?$/.test(inline)) {
    const word = folded(text, from) ?? scalar(inline, from);
    return shellWords(word.text, word.at + (word.quoted ? 1 : 0));
  }
  if (below.length === 0) return [];
  if (inline === '' && below.some(({ text: one }) => /^-(?:\s|$)/.test(one))) return listWords(below, text);
  const first = below[0].at;
  const last = below[below.length - 1];
  const block = text.slice(first, last.at + last.text.length);
  // Folded lines are one line.
  return shellWords(inline.startsWith('>') ? block.replaceAll('\n', ' ') : block, first);
}

const shellWords = (text: string, at: number): ShellWord[] =>
  readShell(filled(text))
    .commands.flatMap(({ words }) => words)
    .map((word) => ({ ...word, at: at + word.at }));

/** Items of a list of lines; an item may itself be a block, as the text after `sh -c` often is. */
function listWords(below: readonly Line[], text: string): ShellWord[] {
  const indent = Math.min(...below.map((one) => one.indent));
  const words: ShellWord[] = [];
  for (let index = 0; index < below.length; index++) {
    const line = below[index];
    const item = /^-\s+(.*)$/.exec(line.text)?.[1];
    if (line.indent !== indent || item === undefined) continue;
    const at = line.at + line.text.length - item.length;
    if (!/^[>|][+-]?$/.test(item)) words.push(folded(text, at) ?? scalar(item, at));
    else {
      let end = index;
      while (end + 1 < below.length && below[end + 1].indent > indent) end++;
      const from = below[index + 1]?.at ?? at;
      const stop = below[end].at + below[end].text.length;
      if (end > index) words.push({ text: text.slice(from, stop), at: from, quoted: false });
      index = end;
    }
  }
  return words;
}

/** Assignments of an `environment`, as a list, a mapping, or pairs of name and value. */
function environmentWords(lines: readonly Line[], index: number): ShellWord[] {
  const indent = indentOf(lines[index]);
  const words: ShellWord[] = [];
  let name: Line | undefined;
  for (let next = index + 1; next < lines.length; next++) {
    const { text, at, indent: own } = lines[next];
    if (text === '') continue;
    if (own < indent || (own === indent && !text.startsWith('-'))) break;
    const plain = text.replace(/^-\s+/, '');
    const pair = /^([A-Za-z_]\w*)\s*:\s*(.*)$/.exec(plain);
    if (/^["']?[A-Za-z_]\w*=/.test(plain)) words.push(scalar(plain, at));
    else if (pair?.[1] === 'name') name = { text: pair[2], at, indent: own };
    else if (pair?.[1] === 'value' && name)
      words.push({ ...scalar(pair[2], at), text: `${name.text}=${scalar(pair[2], at).text}` });
    else if (pair && pair[1] !== 'valueFrom')
      words.push({ text: `${pair[1]}=${scalar(pair[2], at).text}`, at, quoted: false });
  }
  return words;
}

interface Entry {
  readonly name: string;
  readonly inline: string;
  readonly index: number;
}

/** The wanted keys of every mapping that has one, in the order of the text. */
function blocksOf(lines: readonly Line[]): Entry[][] {
  const blocks: Entry[][] = [];
  const open: { indent: number; block: Entry[] }[] = [];
  lines.forEach((line, index) => {
    if (line.text === '' || line.text.startsWith('#')) return;
    const dash = /^-\s+/.exec(line.text)?.[0].length ?? 0;
    const indent = line.indent + dash;
    // What stands further left ends a mapping, and so does another item of its list.
    while (open.length > 0 && open[open.length - 1].indent >= indent + (dash > 0 ? 0 : 1)) open.pop();
    const [, name, inline = ''] = key.exec(line.text.slice(dash)) ?? [];
    if (name === undefined || !wanted.test(name)) return;
    const entry = { name, inline, index };
    const last = open.at(-1);
    if (last?.indent === indent && last.block.every((one) => one.name !== name)) last.block.push(entry);
    else {
      const block = [entry];
      blocks.push(block);
      open.push({ indent, block });
    }
  });
  return blocks;
}

/** The engine that one block starts. Compose hands `command` to what the image starts, Kubernetes puts it in its place. */
function startedBy(
  words: Readonly<Record<string, ShellWord[] | undefined>>,
  image: string | undefined,
  compose: boolean,
): LocatedEngine | undefined {
  const { entrypoint = [], command = words.cmd ?? [], args = [], environment = [] } = words;
  let all = [...entrypoint, ...command, ...args];
  const notes: ShellNote[] = [];
  // A command in one piece, which no machine would find as a program.
  const [only] = all;
  if (all.length === 1 && only?.text.includes(' ') && !locateEngine(all)) {
    const several = shellWords(only.text, only.at + (only.quoted ? 1 : 0));
    if (locateEngine(several)) {
      all = several;
      notes.push({ id: 'joined-words', at: only.at, text: brief(only.text) });
    }
  }
  const located = locateEngine(all);
  const handed = entrypoint.length === 0 && (compose || command.length === 0);
  const bare = all[0]?.text === 'serve';
  if (image && startsItself(image) && all[0] && (bare || (located && handed)))
    notes.push(doubledStart(all[0]));
  const engine = located?.engine ?? (image ? engineOfImage(image) : 'unknown');
  if (!located && (engine === 'unknown' || all.length === 0)) return undefined;
  return {
    engine,
    args: bare ? all.slice(1) : all,
    ...located,
    notes: [...(located?.notes ?? []), ...notes],
    environment: [...environment, ...(located?.environment ?? [])],
    container: true,
    ...(image ? { image } : {}),
  };
}

/** The engine that a file starts, or undefined where none does. */
export function engineInManifest(text: string): LocatedEngine | undefined {
  const lines = linesOf(text);
  for (const block of blocksOf(lines)) {
    const words: Record<string, ShellWord[]> = {};
    for (const { name, inline, index } of block) {
      const line = lines[index];
      if (name === 'image') words.image = [scalar(inline, line.at + line.text.length - inline.length)];
      else if (name === 'environment' || name === 'env') words.environment = environmentWords(lines, index);
      else words[name] = valueWords(lines, index, inline, text);
    }
    const image = words.image?.[0]?.text;
    const found = startedBy(words, image, /^\s*services\s*:/m.test(text));
    if (found) return found;
  }
  return inLists(text);
}

/** Lists of quoted words anywhere in a text, joined where one follows another, as ENTRYPOINT and CMD do. */
function inLists(text: string): LocatedEngine | undefined {
  const words: ShellWord[] = [];
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
    const list = quotedList(text, at);
    if (!list) continue;
    words.push(...list.words);
    at = list.end - 1;
  }
  return locateEngine(words);
}
