/** The six abilities in English, one or two sentences each. */
import { interlude, interludes, weather } from './beats-en';
import type { ProbeDraft, ProbeMaker, ProbeName } from './probe';
import type { Source } from './source';
import {
  ADJECTIVES,
  a,
  capital,
  counted,
  GOODS,
  HIDEOUTS,
  madeUpWord,
  numberRow,
  numberWord,
  PEOPLE,
  PLACES,
  THINGS,
} from './words-en';

/** A choice among four. The wrong ones follow from the right one, so that they cost the text no choices. */
export function withDecoys(all: readonly string[], right: string): string[] {
  const at = all.indexOf(right);
  return [0, 1, 2, 3].map((i) => all[(at + i * 5) % all.length]).sort();
}

/** Where a thing was put, told once and asked for after something else has happened. */
function recall(source: Source): ProbeDraft {
  const [who, other] = source.distinct(PEOPLE, 2);
  const thing = `${source.pick(ADJECTIVES)} ${source.pick(THINGS).one}`;
  const hideout = source.pick(HIDEOUTS);
  return {
    prompt: `${who.name} put the ${thing} ${hideout}. ${interlude(source)} Later ${other.name} looked for the ${thing}`,
    answer: ` ${hideout}`,
    options: withDecoys(HIDEOUTS, hideout).map((h) => ` ${h}`),
    rest: '.',
  };
}

function induction(source: Source): ProbeDraft {
  const [who, other] = source.distinct(PEOPLE, 2);
  const word = madeUpWord(source);
  const start = source.say([
    `On the island they make a thing called a ${word}.`,
    `In the window of the shop stood a ${word}.`,
    () => `${who.name} found a ${word} at the ${source.pick(PLACES)}.`,
  ]);
  const ask = source.pick([
    `${other.name} had always wanted a`,
    `"It is only a rock," said ${who.name}. "No," said ${other.name}, "it is a`,
    `Nobody believed that it was a`,
  ]);
  return {
    prompt: `${start} ${interlude(source)} ${ask}`,
    answer: ` ${word}`,
    rest: ask.includes('"') ? '."' : '.',
  };
}

function counting(source: Source): ProbeDraft {
  const [who, other] = source.distinct(PEOPLE, 2);
  const goods = source.pick(GOODS);
  const start = source.integer(1, 10);
  const adds = source.chance(0.5);
  const change = adds ? source.integer(1, 12 - start) : source.integer(1, start);
  const result = adds ? start + change : start - change;
  const event = adds
    ? source.pick([
        `${other.name} gave ${who.them} ${numberWord(change)} more.`,
        `${capital(who.they)} found ${numberWord(change)} more.`,
      ])
    : source.pick([
        `${capital(who.they)} gave ${numberWord(change)} to ${other.name}.`,
        `${capital(who.they)} lost ${numberWord(change)} on the way.`,
      ]);
  const noun = result === 1 ? goods.one : goods.many;
  return {
    prompt: `${who.name} had ${counted(start, goods)}. ${event} Now ${who.they} had`,
    answer: ` ${numberWord(result)}`,
    rest: ` ${noun}.`,
  };
}

function agreement(source: Source): ProbeDraft {
  return source.pick([verb, pronoun, possessive])(source);
}

function verb(source: Source): ProbeDraft {
  const [head, decoy] = source.distinct(THINGS, 2);
  const plural = source.chance(0.5);
  const subject = `The ${plural ? head.many : head.one}`;
  const where = source.say([
    () => `beside the ${source.chance(0.5) ? decoy.one : decoy.many}`,
    () => `from the ${source.pick(PLACES)}`,
    () => source.pick(HIDEOUTS),
  ]);
  const past = source.chance(0.5);
  const [one, many] = past ? [' was', ' were'] : [' is', ' are'];
  return {
    prompt: `${weather(source)} ${subject} ${where}`,
    answer: plural ? many : one,
    options: [one, many],
    rest: ` ${source.pick(['wet', 'cold', 'new', 'very old', 'not for sale'])}.`,
  };
}

function pronoun(source: Source): ProbeDraft {
  const who = source.pick(PEOPLE);
  const thing = `${source.pick(ADJECTIVES)} ${source.pick(THINGS).one}`;
  return {
    prompt:
      `${who.name} ${source.pick(['lost', 'found', 'sold', 'broke'])} the ${thing}. ${interludes(source, 0, 1)}`.trim() +
      ` That evening`,
    answer: ` ${who.they}`,
    options: [' he', ' she'],
    rest: ` ${source.pick(['wrote a letter', 'told nobody', 'went to bed early', 'made soup'])}.`,
  };
}

function possessive(source: Source): ProbeDraft {
  const who = source.pick(PEOPLE);
  const where = source.pick(PLACES);
  return {
    prompt: `${who.name} ${source.pick(['walked', 'ran', 'hurried'])} to the ${where} and forgot`,
    answer: ` ${who.their}`,
    options: [' her', ' his'],
    rest: ` ${source.pick(THINGS).one}.`,
  };
}

function sorting(source: Source): ProbeDraft {
  const row = numberRow(source);
  const sorted = [...row].sort((x, y) => x - y).join(', ');
  const prompt = source.say([
    () => `${source.pick(PEOPLE).name} drew the cards ${row.join(', ')}. In order:`,
    () => `The boxes held ${row.join(', ')} ${source.pick(GOODS).many}. In order:`,
    `Unsorted: ${row.join(', ')}. In order:`,
  ]);
  return { prompt, answer: ` ${sorted}`, rest: '.' };
}

/** A word list as JSON values, so that the documents stay in the book's world. */
function jsonLeaf(source: Source): string {
  return source.pick([
    () => source.pick(PEOPLE).name,
    () => source.pick(THINGS).one,
    () => source.pick(PLACES),
    () => a(source.pick(GOODS).one),
  ])();
}

const KEYS = ['owner', 'place', 'thing', 'box', 'shelf', 'note', 'next', 'found'] as const;

/**
 * A JSON value nested `depth` deep on its last branch. Every bracket still open at the end belongs to that branch,
 * so what closes it is the list of its brackets backwards.
 */
export function nestedJson(source: Source, depth: number): { open: string; closers: string } {
  let open = '';
  let closers = '';
  for (let level = 0; level < depth; level++) {
    const isList = level > 0 && source.chance(0.5);
    open += isList ? '[' : '{';
    closers = (isList ? ']' : '}') + closers;
    const before = source.integer(0, level === 0 ? 2 : 1);
    const keys = isList ? [] : source.distinct(KEYS, before + 1);
    for (let i = 0; i < before; i++) {
      const leaf = `"${jsonLeaf(source)}"`;
      open += isList ? `${leaf}, ` : `"${keys[i]}": ${leaf}, `;
    }
    if (!isList) open += `"${keys[before]}": `;
  }
  return { open: `${open}"${jsonLeaf(source)}`, closers };
}

function brackets(source: Source): ProbeDraft {
  const { open, closers } = nestedJson(source, source.integer(2, 4));
  return { prompt: open, answer: `"${closers}`, options: bracketOptions(closers), rest: '' };
}

/** All bracket rows of the answer's length: the model has to close each bracket by its own kind, in order. */
export function bracketOptions(closers: string): string[] {
  const rows = Array.from({ length: 2 ** closers.length }, (_, code) =>
    Array.from(closers, (_unused, i) => ((code >> i) & 1 ? ']' : '}')).join(''),
  );
  return rows.map((row) => `"${row}`);
}

export const PROBES_EN: Readonly<Record<ProbeName, ProbeMaker>> = {
  recall,
  induction,
  counting,
  agreement,
  brackets,
  sorting,
};
