/** Sentences that any English story can use: who, where, the weather, what else went on, and how it ended. */
import type { Source } from './source';
import { ANIMALS, numberWord, type Person, PLACES, ROLES, TOWNS } from './words-en';

export function opening(source: Source, who: Person): string {
  const role = source.pick(ROLES);
  const town = source.pick(TOWNS);
  const years = () => numberWord(source.integer(2, 12));
  const introduction = source.say([
    () => `${who.name} was the ${role} of ${town}.`,
    () => `In ${town} there lived a ${role} called ${who.name}.`,
    () => `${who.name} had been the ${role} of ${town} for ${years()} years.`,
    () => `Everybody in ${town} knew ${who.name}, the ${role}.`,
  ]);
  return source.chance(0.6) ? `${introduction} ${trait(source, who)}` : introduction;
}

function trait(source: Source, { they, their }: Person): string {
  const They = they === 'she' ? 'She' : 'He';
  return `${They} ${source.say([
    `counted the stairs every morning, in case one had been stolen.`,
    `never left the house without a pencil.`,
    `spoke to the kettle as if it were a cousin.`,
    `kept a list of all the things ${they} had not done.`,
    `believed that soup could mend most things.`,
    `went to bed when the owls got up.`,
    `trusted nobody who whistled before breakfast.`,
    `was never late, which annoyed ${their} friends.`,
    `owned one good coat and two bad ones.`,
    `could sleep standing up, and often did.`,
  ])}`;
}

export function weather(source: Source): string {
  return source.pick([
    'It rained all that week, mostly sideways.',
    'Fog came in from the sea and stayed for tea.',
    'Snow fell until the fences gave up.',
    'The wind had opinions that day.',
    'The sun came out, looked around, and left.',
    'It was a mild grey day, the kind nobody writes down.',
    'The night was so cold that the clocks walked slowly.',
    'Somewhere a gate banged, twice, and then thought better of it.',
  ]);
}

/** Something that has nothing to do with the story, so that what was told earlier must be kept in mind. */
export function interlude(source: Source): string {
  return interludes(source, 1, 1);
}

function phrases(source: Source): (() => string)[] {
  return [
    () => weather(source),
    () => `At the ${source.pick(PLACES)} ${a(source.pick(ANIMALS))} fell asleep in the road.`,
    () => `The ${source.pick(ROLES)} argued with the ${source.pick(ROLES)} about soup.`,
    () => `${cap(a(source.pick(ANIMALS)))} walked past, looking busy.`,
    () => `Down at the ${source.pick(PLACES)} nothing happened, and it happened slowly.`,
    () => `The ${source.pick(ROLES)} painted a door ${source.pick(['red', 'yellow', 'white', 'black'])}.`,
    () => 'Three days went by, one after the other.',
  ];
}

export function interludes(source: Source, low: number, high: number): string {
  const chosen = source.distinct(phrases(source), source.integer(low, high));
  return chosen.map((phrase) => phrase()).join(' ');
}

export function ending(source: Source, who: Person, other: Person): string {
  return source.pick([
    `After that ${who.name} and ${other.name} were friends, or nearly.`,
    `${who.name} wrote it down, so that nobody would have to remember it.`,
    `Nothing more was said about it until spring.`,
    `${other.name} laughed, and ${who.name} made tea.`,
    `And that was the end of it, except for the dust.`,
    `"Next time," said ${other.name}, "ask me first."`,
    `They went home by the long road, because it was longer.`,
    `${who.name} slept well that night. ${other.name} did not.`,
  ]);
}

function a(noun: string): string {
  return `a ${noun}`;
}

function cap(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
