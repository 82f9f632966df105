/** English stories: each plot has something to keep in mind, and a consequence that follows from it. */
import { ending, interlude, interludes, opening, weather } from './beats-en';
import type { Source } from './source';
import {
  ADJECTIVES,
  ANIMALS,
  a,
  capital,
  counted,
  GOODS,
  HIDEOUTS,
  madeUpWord,
  numberRow,
  numberWord,
  PEOPLE,
  type Person,
  PLACES,
  THINGS,
} from './words-en';

/** `the brass key` without its article, for a thing with a temper of its own. */
export function named(source: Source): string {
  return `${source.pick(ADJECTIVES)} ${source.pick(THINGS).one}`;
}

const They = (who: Person) => capital(who.they);

function hidden(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const thing = named(source);
  const hideout = source.pick(HIDEOUTS);
  const hide = source.pick([
    `One morning ${who.name} put the ${thing} ${hideout}.`,
    `One evening, for reasons of ${who.their} own, ${who.name} hid the ${thing} ${hideout}.`,
    `${who.name} had ${a(thing)}, and ${who.they} kept it ${hideout}.`,
  ]);
  const why = source.pick([
    `It was the safest place ${who.they} could think of.`,
    `Nobody ever looked there, not even the cat.`,
    `${They(who)} told only the cat, who was not interested.`,
    `It did not fit, but ${who.they} made it fit.`,
  ]);
  const ask = source.pick([
    `"Where is the ${thing}?" asked ${other.name}, who needed it by noon.`,
    `"I have come for the ${thing}," said ${other.name}.`,
    `${other.name} came in and asked for the ${thing}.`,
  ]);
  const answer = source.pick([
    `"It is ${hideout}," said ${who.name}.`,
    `"You will find it ${hideout}," said ${who.name}.`,
  ]);
  const found = source.pick([
    `${other.name} looked ${hideout}, and there it was, a little dusty.`,
    `And ${hideout} it was, exactly as ${who.name} had left it.`,
    `${other.name} looked ${hideout} and found the ${thing}, and also a very surprised spider.`,
  ]);
  const parting = source.say([
    `"You might have said so," said ${other.name}. "You might have asked," said ${who.name}.`,
    `"Why there?" asked ${other.name}. "Why not?" said ${who.name}.`,
    () => ending(source, who, other),
  ]);
  return `${opening(source, who)} ${hide} ${why}\n${interludes(source, 1, 3)} ${ask}\n${answer} ${found} ${parting}`;
}

function stolen(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const thing = named(source);
  const [wrong, hideout] = source.distinct(HIDEOUTS, 2);
  const animal = source.pick(ANIMALS);
  const lose = source.pick([
    `One day ${who.their} ${thing} was gone.`,
    `When ${who.they} woke up, the ${thing} was missing.`,
    `On market day ${who.they} lost the ${thing}.`,
  ]);
  const search = source.pick([
    `${They(who)} looked ${wrong}. It was not there.`,
    `${They(who)} looked ${wrong} and found only a sock.`,
    `${who.name} looked ${wrong}, and then looked ${wrong} again, to be fair.`,
  ]);
  const hint = source.pick([
    `"I saw a ${animal} with a ${thing}," said ${other.name}. "It went ${hideout}."`,
    `"Ask the ${animal}," said ${other.name}. "It sleeps ${hideout}."`,
    `${other.name} had seen the ${animal} carry the ${thing} away and leave it ${hideout}.`,
  ]);
  const found = source.pick([
    `So ${who.name} looked ${hideout}. There sat the ${animal}, and under the ${animal} was the ${thing}.`,
    `${who.name} went to look ${hideout}, and there was the ${thing}. The ${animal} pretended to be asleep.`,
  ]);
  const after = source.say([
    `${who.name} thanked ${other.name}. The ${animal} was not thanked.`,
    `From then on the ${animal} was given buns, and it stole only buns.`,
    () => ending(source, who, other),
  ]);
  return `${opening(source, who)} ${lose} ${search}\n${weather(source)} ${hint}\n${found} ${after}`;
}

function swapped(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const [first, second] = source.distinct(THINGS, 2).map((t) => `${source.pick(ADJECTIVES)} ${t.one}`);
  const swap = source.say([
    () => `They stood at the ${source.pick(PLACES)} and swapped.`,
    `After a long talk about nothing they swapped.`,
    `"Shall we swap?" asked ${other.name}, and they did.`,
  ]);
  const regret = source.pick([
    `Within a week ${who.name} missed the ${first}, and ${other.name} missed the ${second}.`,
    `${who.name} did not know what to do with the ${second}, and ${other.name} was tired of the ${first}.`,
  ]);
  const back = source.pick([
    `So they swapped again, and ${who.name} went home with the ${first}.`,
    `So ${who.name} gave back the ${second} and got the ${first}, and each said that the other had been clever.`,
    `But nobody likes to say so, and so ${who.name} still has the ${second}.`,
  ]);
  return `${opening(source, who)} ${They(who)} owned ${a(first)}. ${other.name} owned ${a(second)}, and each of them wanted what the other had.\n${swap} Now ${who.name} had the ${second}, and ${other.name} had the ${first}. ${interlude(source)}\n${regret} ${back}`;
}

function shared(source: Source): string {
  const [who, other, third] = source.distinct(PEOPLE, 3);
  const goods = source.pick(GOODS);
  const start = source.integer(3, 10);
  const given = source.integer(1, start - 1);
  const left = start - given;
  const more = source.integer(1, 12 - left);
  const last = left + more;
  const give = source.pick([
    `${other.name} looked hungry, or at least sad, and got ${numberWord(given)}.`,
    `${They(who)} gave ${numberWord(given)} to ${other.name}, who had asked politely.`,
    `${other.name} took ${numberWord(given)} when nobody was looking.`,
  ]);
  const get = source.pick([
    `Then ${third.name} came by and gave ${who.them} ${numberWord(more)} more.`,
    `On the way home ${who.they} found ${numberWord(more)} more.`,
  ]);
  const close = source.pick([
    `"${capital(numberWord(last))} is a good number," said ${who.name}.`,
    `${who.name} counted again. It was still ${numberWord(last)}.`,
    `Arithmetic, thought ${who.name}, is mostly other people.`,
  ]);
  return `${opening(source, who)} One day ${who.they} had ${counted(start, goods)}.\n${give} Now ${who.name} had ${counted(left, goods)}. ${interlude(source)} ${get} Now ${who.they} had ${counted(last, goods)}.\n${close}`;
}

function stranger(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const word = madeUpWord(source);
  const use = source.pick([
    'keeps soup warm',
    'tells the time, but only on Mondays',
    'frightens geese',
    'folds maps',
    'sings when it rains',
    'finds lost gloves',
    'writes letters to the mayor',
    'peels lemons',
  ]);
  const arrive = source.pick([
    `One day a stranger came to town with a ${word} on a string.`,
    `One day a parcel came, and in the parcel was a ${word}.`,
    `At the market a man was selling a ${word}.`,
  ]);
  const ask = source.pick([
    `"What is a ${word}?" asked ${who.name}. "It ${use}," was the answer.`,
    `Nobody knew what a ${word} was. "It ${use}," said ${other.name}, who had read about it.`,
  ]);
  const try_ = source.pick([
    `${who.name} bought the ${word} and took it home.`,
    `${who.name} put the ${word} on the table and waited.`,
    `${who.name} was given the ${word}, because nobody else wanted it.`,
  ]);
  const result = source.pick([
    `The ${word} did nothing at all for a week. Then it worked, and nobody could stop it.`,
    `All day long the ${word} worked. At night the ${word} had to be kept outside.`,
    `It was a good ${word}, but it was lonely, and so ${who.they} had to buy a second ${word}.`,
  ]);
  const close = source.pick([
    `Now every house in the street has a ${word}.`,
    `${other.name} says that a house without a ${word} is only a shed.`,
    `"Never lend a ${word}," says ${who.name}. "It comes back changed."`,
  ]);
  return `${opening(source, who)} ${arrive} ${ask}\n${try_} ${result} ${close}`;
}

function contest(source: Source): string {
  const people = source.distinct(PEOPLE, 3);
  const row = numberRow(source);
  const goods = source.pick(GOODS);
  const sorted = [...row].sort((x, y) => x - y);
  const at = (value: number) => people[row.indexOf(value)].name;
  const start = source.say([
    () =>
      `Once a year there was a contest in ${source.pick(['Lowick', 'Saltby', 'Tarn'])}: who could carry the most ${goods.many} across the bridge?`,
    `It was decided to count ${goods.many}, because there was nothing else to do.`,
  ]);
  const close = source.pick([
    `${at(sorted[2])} won, and was given a ribbon.`,
    `So ${at(sorted[2])} won. ${at(sorted[0])} said that it was only a game.`,
    `${at(sorted[0])} came last and ate the ${goods.many}.`,
  ]);
  return `${start} ${people[0].name} had ${row[0]}, ${people[1].name} had ${row[1]} and ${people[2].name} had ${row[2]}.\n${interlude(source)} The judge wrote the numbers in order: ${sorted[0]}, ${sorted[1]}, ${sorted[2]}. ${close}`;
}

function errand(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const [first, second, third] = source.distinct(PLACES, 3);
  const thing = named(source);
  const send = source.pick([
    `${other.name} had left the ${thing} at the ${third} and sent ${who.name} to fetch it.`,
    `A letter came from ${other.name}: "Go to the ${third} and bring me the ${thing}."`,
  ]);
  const stops = source.pick([
    `At the ${first} nobody had seen it. At the ${second} nobody had seen anything.`,
    `At the ${first} ${who.they} was given tea. At the ${second} ${who.they} was given advice.`,
  ]);
  const arrive = source.say([
    `At last ${who.they} reached the ${third}, and there lay the ${thing}.`,
    () => `At the ${third} stood ${a(source.pick(ANIMALS))}, and beside it lay the ${thing}.`,
  ]);
  return `${opening(source, who)} ${send} The road went past the ${first} and the ${second}.\n${stops} ${arrive}\n${They(who)} went back by the ${second} and the ${first}, and gave the ${thing} to ${other.name}. ${ending(source, who, other)}`;
}

function feast(source: Source): string {
  const [who, ...guests] = source.distinct(PEOPLE, 4);
  const dishes = source.distinct(
    ['the bread', 'the soup', 'the plums', 'the cheese', 'the honey', 'the chairs'],
    3,
  );
  const index = source.integer(0, 2);
  const trouble = source.pick([
    `But ${dishes[index]} never came. "Who was to bring ${dishes[index]}?" asked ${who.name}. It was ${guests[index].name}, and ${guests[index].name} looked at the floor.`,
    `Everything came but ${dishes[index]}. All eyes went to ${guests[index].name}, and ${guests[index].they} turned red.`,
  ]);
  return `${opening(source, who)} One day ${who.they} gave a dinner. ${guests[0].name} was to bring ${dishes[0]}, ${guests[1].name} was to bring ${dishes[1]}, and ${guests[2].name} was to bring ${dishes[2]}.\n${weather(source)} ${trouble}\n${ending(source, who, guests[index])}`;
}

export const STORIES_EN: readonly (readonly [number, (source: Source) => string])[] = [
  [4, hidden],
  [3, stolen],
  [2, swapped],
  [3, shared],
  [3, stranger],
  [2, contest],
  [2, errand],
  [2, feast],
];
