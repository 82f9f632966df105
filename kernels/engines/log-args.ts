/**
 * The command that a start-up log of vLLM remembers: its line `non-default args: { … }` as words. Models the texts, numbers,
 * truths, lists and dictionaries of Python in that line; leaves out objects, which no command line could hold. Never throws.
 */
import { quoteWord } from './shell';

/** The line may hold a template; a command never is as long. */
const LONGEST_LINE = 20_000;

const simple =
  /^'(\w{1,60})': (True|False|None|-?\d[\d.eE+-]{0,24}|'(?:[^'\\]|\\.){0,2000}'|"(?:[^"\\]|\\.){0,2000}")/;

/** Place after the bracket that closes the one at `open`, quotes heeded; the end of the text where nothing closes it. */
function after(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const here = text[at];
    if (here === "'" || here === '"') {
      at++;
      while (at < text.length && text[at] !== here) at += text[at] === '\\' ? 2 : 1;
    } else if ('[{('.includes(here)) depth++;
    else if (']})'.includes(here) && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Python's words for a dictionary as JSON. */
const asJson = (text: string): string =>
  text
    .replaceAll("'", '"')
    .replaceAll(/\bTrue\b/g, 'true')
    .replaceAll(/\bFalse\b/g, 'false')
    .replaceAll(/\bNone\b/g, 'null');

const plain = (text: string): string => text.slice(1, -1).replaceAll(/\\(.)/g, '$1');

function wordsOf(name: string, value: string): string[] {
  const flag = `--${name.replaceAll('_', '-')}`;
  if (value === 'True') return [flag];
  if (value === 'False') return [`--no-${flag.slice(2)}`];
  if (value === 'None') return [];
  if (value.startsWith('{')) return [flag, quoteWord(asJson(value))];
  if (value.startsWith('[')) {
    const items = [...value.slice(0, 2000).matchAll(/'([^']*)'|(-?[\d.]+)/g)].map(
      ([, text, count]) => text ?? count,
    );
    return items.length > 0 ? [flag, ...items.map(quoteWord)] : [];
  }
  return [flag, quoteWord(/^['"]/.test(value) ? plain(value) : value)];
}

/**
 * The command, or undefined where the log does not remember one. Worked: `non-default args: {'model': 'Qwen/Qwen3-8B',
 * 'tensor_parallel_size': 2}` is `vllm serve Qwen/Qwen3-8B --tensor-parallel-size 2`.
 */
export function commandInLog(log: string): string | undefined {
  const found = log.indexOf('non-default args: {');
  if (found < 0) return undefined;
  const text = log.slice(found, found + LONGEST_LINE).split('\n', 1)[0];
  const words: string[] = [];
  let model: string | undefined;
  for (let at = text.indexOf('{') + 1; at < text.length && text[at] !== '}'; ) {
    const rest = text.slice(at, at + 2200);
    const scalar = simple.exec(rest);
    const name = scalar?.[1] ?? /^'(\w{1,60})': /.exec(rest)?.[1];
    if (name === undefined) {
      at++;
      continue;
    }
    const from = at + name.length + 4;
    const end = scalar ? at + scalar[0].length : after(text, from);
    const value = scalar?.[2] ?? text.slice(from, end);
    if (name === 'model' || name === 'model_tag') model = plain(value);
    else if (scalar || /^[[{]/.test(value)) words.push(...wordsOf(name, value));
    at = Math.max(end, at + 1);
  }
  return model === undefined ? undefined : ['vllm serve', quoteWord(model), ...words].join(' ');
}
