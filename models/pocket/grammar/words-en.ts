/** English word lists. Places to hide things carry their preposition, so that one string is one place. */
import { drawForSplit, type Source } from './source';

export interface Person {
  readonly name: string;
  readonly they: 'she' | 'he';
  readonly them: 'her' | 'him';
  readonly their: 'her' | 'his';
}

const woman = (name: string): Person => ({ name, they: 'she', them: 'her', their: 'her' });
const man = (name: string): Person => ({ name, they: 'he', them: 'him', their: 'his' });

export const PEOPLE: readonly Person[] = [
  ...['Mira', 'Nora', 'Ada', 'Lena', 'Ruth', 'Ivy', 'Tilda', 'Greta', 'Hana', 'Opal'].map(woman),
  ...['Tom', 'Otto', 'Felix', 'Hugo', 'Emil', 'Silas', 'Bram', 'Jonas', 'Karl', 'Ned'].map(man),
];

export const TOWNS = [
  'Lowick',
  'Saltby',
  'Fennick',
  'Tarn',
  'Ottery',
  'Quill Bay',
  'Marrow Hill',
  'Brae',
] as const;

export const ROLES = [
  'baker',
  'miller',
  'clockmaker',
  'gardener',
  'postmaster',
  'carpenter',
  'sailor',
  'librarian',
  'beekeeper',
  'tailor',
  'teacher',
  'ferry captain',
] as const;

export interface Thing {
  readonly one: string;
  readonly many: string;
}

const thing = (one: string, many = `${one}s`): Thing => ({ one, many });

/** Things to carry, hide and lose. */
export const THINGS: readonly Thing[] = [
  ...[
    'key',
    'lamp',
    'spoon',
    'bell',
    'map',
    'button',
    'ribbon',
    'clock',
    'cup',
    'letter',
    'whistle',
    'ring',
  ].map((t) => thing(t)),
  thing('compass', 'compasses'),
  thing('brush', 'brushes'),
  thing('knife', 'knives'),
  thing('book'),
];

export const ADJECTIVES = [
  'brass',
  'blue',
  'old',
  'small',
  'silver',
  'cracked',
  'heavy',
  'painted',
  'borrowed',
  'crooked',
  'green',
  'plain',
] as const;

/** Things to count. */
export const GOODS: readonly Thing[] = [
  ...[
    'apple',
    'pear',
    'bun',
    'egg',
    'plum',
    'candle',
    'nail',
    'marble',
    'coin',
    'shell',
    'lemon',
    'stamp',
  ].map((t) => thing(t)),
];

export const HIDEOUTS = [
  'under the stove',
  'behind the clock',
  'in the flour jar',
  'under the third stair',
  'inside the piano',
  'in the left boot',
  'in the teapot',
  'on top of the wardrobe',
  'behind the loose brick',
  'in the coal bucket',
  'under the doormat',
  'in the bread oven',
  'in the empty birdcage',
  'behind the curtain',
  'under the wheelbarrow',
  'in the umbrella stand',
] as const;

export const PLACES = [
  'harbour',
  'mill',
  'market',
  'bakery',
  'lighthouse',
  'school',
  'station',
  'orchard',
  'library',
  'post office',
  'bridge',
  'bell tower',
] as const;

export const ANIMALS = ['cat', 'goose', 'dog', 'goat', 'crow', 'donkey', 'hen', 'hedgehog'] as const;

const NUMBER_WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

/** A small number in words; nought is `no`, as in `no apples`. */
export function numberWord(value: number): string {
  return NUMBER_WORDS[value];
}

/** `one apple`, `three apples`, `no apples`. */
export function counted(value: number, goods: Thing): string {
  return `${numberWord(value)} ${value === 1 ? goods.one : goods.many}`;
}

export function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** The article that fits the next word's sound. */
export function a(text: string): string {
  return `${'aeiou'.includes(text[0]) ? 'an' : 'a'} ${text}`;
}

const STARTS = [
  'b',
  'd',
  'f',
  'g',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'z',
  'bl',
  'dr',
  'fl',
  'gr',
  'pl',
  'sn',
  'tr',
  'w',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'oo'];
const MIDDLES = ['b', 'd', 'g', 'l', 'm', 'n', 'p', 'r', 'nd', 'mb', 'lt', 'rk', 'zz', 'ck', 'v'];
const ENDS = ['in', 'o', 'et', 'um', 'ick', 'ar', 'ock', 'el'];

/** A made-up word of two syllables, such as `blandet`; begins with a consonant. */
export function madeUpWord(source: Source): string {
  const parts = [STARTS, VOWELS, MIDDLES, ENDS];
  const outcomes = parts.reduce((product, list) => product * list.length, 1);
  return drawForSplit(source, outcomes, () => parts.map((list) => list[source.silent(list.length)]).join(''));
}

/** Three different numbers of 1 to 20, joined as they will be shown. */
export function numberRow(source: Source): number[] {
  const draw = () => {
    const row: number[] = [];
    while (row.length < 3) {
      const next = 1 + source.silent(20);
      if (!row.includes(next)) row.push(next);
    }
    return row.join(' ');
  };
  return drawForSplit(source, 20 * 19 * 18, draw)
    .split(' ')
    .map(Number);
}
