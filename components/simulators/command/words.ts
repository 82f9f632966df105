/** The report of a paste in the reader's language: sentence, what to look at, names of places in the text. */
import { fill, type Lang } from '@/components/lang';
import type { FlagSource } from '@/kernels/catalog/engine-flags';
import type { GivenFlag } from '@/kernels/engines/command-line';
import type { PasteReport } from '@/kernels/engines/paste';
import { formatNumber } from '@/kernels/numbers/format';
import type { CommandMessages } from './messages';

export interface Problem {
  /** Id of the message. */
  readonly id: string;
  readonly text: string;
  /** Place in the command, where there is one. */
  readonly at?: number;
  readonly grave: boolean;
}

/** As many of one kind as are worth reading. */
const MOST_OF_A_KIND = 12;
/** As many as say the very same. */
const MOST_ALIKE = 3;

/** What does not stand in the engine's way, but in the reader's. */
const mild = new Set([
  'substitution',
  'unset-variable',
  'unknown',
  'stray',
  'second-command',
  'share-ignored',
  'cut',
  'variable-as-value',
  'model-by-flag',
  'other-engine',
  'unclear.kvMixed',
]);

/** Variables that are set on any machine, or kept out of any text. */
const usual = /\b(?:HOME|USER|PWD|UID|HOSTNAME)\b|TOKEN|SECRET|KEY/;

type Values = Readonly<Record<string, string | number | boolean>>;

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 78)}…` : text);

/** What stands in the command itself. */
const literal = new Set(['value', 'first', 'last']);

/** Quantities as one reads them, values of flags and everything else as it is written. */
const printed = (values: Values): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' && !literal.has(key) ? formatNumber(value, 9) : shorten(String(value)),
    ]),
  );

/** Everything in a report that the reader should look at, the grave first, each in the order of the text. */
export function problemsOf(report: PasteReport, lang: Lang, words: CommandMessages): Problem[] {
  const { texts } = words.problems;
  const { parsed } = report;
  const found: Problem[] = [];
  const add = (id: string, values: Values, at?: number) =>
    found.push({ id, text: fill(texts[id] ?? id, printed(values)).trim(), at, grave: !mild.has(id) });
  const meaning = (name: string) => parsed.flags.find(({ flag }) => flag.name === name)?.flag[lang] ?? '';

  for (const { id, at, values } of parsed.contradictions) {
    const choices = String(values.choices ?? '').replaceAll(' ', lang === 'zh' ? '、' : ', ');
    add(id, { ...values, choices, meaning: meaning(String(values.flag ?? '')) }, at);
  }
  const told = new Set(parsed.contradictions.map(({ values }) => String(values.value ?? '')));
  for (const { id, at, text } of parsed.notes) {
    // Once for every variable, and not for those that every machine has.
    if (id === 'unset-variable' && (told.has(text) || usual.test(text))) continue;
    if (id === 'unset-variable') told.add(text);
    add(id, { text }, at);
  }
  for (const { written, at, near } of report.unknown)
    add('unknown', { written, near: near ? fill(texts.near, { near }) : '' }, at);
  for (const { text, at } of parsed.stray) add('stray', { text }, at);
  for (const { id, value } of report.reading.unclear) if (id !== 'model') add(`unclear.${id}`, { value });
  for (const { id, command, log } of report.differs) add(`differs.${id}`, { command, log });
  if (parsed.stopped && !report.fromLog)
    add(parsed.stopped.id, { name: parsed.stopped.name ?? '' }, parsed.stopped.at);
  if (report.cut) add('cut', {});
  const order = (problem: Problem) => (problem.grave ? 0 : 1e9) + (problem.at ?? 1e8);
  return fewOfAKind(
    found.sort((a, b) => order(a) - order(b)),
    words,
  );
}

function fewOfAKind(problems: readonly Problem[], words: CommandMessages): Problem[] {
  const counts = new Map<string, number>();
  const another = (name: string): number => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts.get(name) ?? 0;
  };
  const left = new Map<string, number>();
  const kept = problems.filter(({ id, text }) => {
    const alike = another(`${id} ${text}`);
    const keep = alike <= MOST_ALIKE && another(id) <= MOST_OF_A_KIND;
    if (!keep) left.set(id, (left.get(id) ?? 0) + 1);
    return keep;
  });
  const more = [...left].map(([id, count]): Problem => {
    const n = formatNumber(count, 9);
    const [clause] = (words.problems.texts[id] ?? '').split(/[{:：.。]/);
    const text = `${clause}… ${fill(words.problems.more, { n })}`;
    return { id: `${id}.more`, text, grave: false };
  });
  return [...kept, ...more];
}

/** Line and column of a place, both from one. Worked: place 5 of `ab⏎cd⏎e` is 2, 3. */
export function lineAt(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** The live sentence. */
export function sentenceOf(
  report: PasteReport,
  problems: readonly Problem[],
  lang: Lang,
  words: CommandMessages,
): string {
  const { parsed, fromLog } = report;
  const say = words.sentence;
  if (parsed.stopped?.id === 'nothing') return say.nothing;
  if (parsed.engine === 'unknown') return say.noEngine;
  const model = shorten(parsed.model?.name ?? say.noModel);
  const engine = words.engines[parsed.engine];
  if (fromLog) return fill(say.logOnly, { engine, model });
  const grave = problems.filter((problem) => problem.grave).length;
  const unknown = report.unknown.length;
  return fill(say.read, {
    engine,
    model,
    flags: count(parsed.flags.length, lang),
    unknown: unknown > 0 ? fill(say.unknown, { n: formatNumber(unknown, 9) }) : '',
    wrong: grave > 0 ? fill(say.wrong, { n: formatNumber(grave, 9) }) : say.clean,
  }).trim();
}

const count = (n: number, lang: Lang): string =>
  lang === 'zh' ? `${formatNumber(n, 9)} 个参数` : `${formatNumber(n, 9)} ${n === 1 ? 'flag' : 'flags'}`;

/** A flag's value as it is typed: a number without commas, a long text cut; the position of a switch in words. */
export function valueText({ value }: Pick<GivenFlag, 'value'>, words: CommandMessages): string {
  if (typeof value === 'boolean') return value ? words.flags.on : words.flags.off;
  return shorten(String(value));
}

export function defaultText({ flag }: GivenFlag, words: CommandMessages): string {
  if (flag.default === null) return words.flags.decided;
  return fill(words.flags.byDefault, { value: valueText({ value: flag.default }, words) });
}

export const sourceTitle = ({ title }: FlagSource, lang: Lang): string =>
  typeof title === 'string' ? title : title[lang];

/** Which version of a source was read. Worked: `commit 99d7eb5 (between 0.11 and 0.12)`, `June 2026`. */
export function sourceVersion({ commit, when }: FlagSource, lang: Lang, words: CommandMessages): string {
  const of = when?.[lang];
  if (commit === undefined) return of ?? '';
  const id = fill(words.flags.commit, { id: commit });
  return of === undefined ? id : fill(words.flags.dated, { id, when: of });
}
