/** English dialogues, one speaker a line. */
import { weather } from './beats-en';
import type { Source } from './source';
import { named } from './stories-en';
import { counted, GOODS, HIDEOUTS, madeUpWord, numberWord, PEOPLE, PLACES } from './words-en';

function lostThing(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const thing = named(source);
  const hideout = source.pick(HIDEOUTS);
  return [
    `${who.name}: I left the ${thing} ${hideout}.`,
    `${other.name}: ${source.pick(['That was brave.', 'Why not on the table?', 'I have heard worse plans.'])}`,
    `${who.name}: ${source.pick(['The table was busy.', 'It was late.', 'Nobody asked me.'])} ${weather(source)}`,
    `${other.name}: So where is the ${thing} now?`,
    `${who.name}: It is ${hideout}.`,
    `${other.name}: ${source.pick(['Of course it is.', `Then it can stay ${hideout}.`, 'I will bring a lamp.'])}`,
  ].join('\n');
}

function shop(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const goods = source.pick(GOODS);
  const have = source.integer(2, 12);
  const want = source.integer(1, have);
  return [
    `${who.name}: Good morning. Do you have ${goods.many}?`,
    `${other.name}: I have ${counted(have, goods)}.`,
    `${who.name}: Then I will take ${numberWord(want)}.`,
    `${other.name}: ${source.pick(['A fine choice.', 'They are heavy.', 'As you like.'])} That leaves ${counted(have - want, goods)}.`,
    `${who.name}: ${source.pick(['You count quickly.', 'Good day.', 'I may be back.'])}`,
  ].join('\n');
}

function newWord(source: Source): string {
  const [who, other] = source.distinct(PEOPLE, 2);
  const word = madeUpWord(source);
  return [
    `${who.name}: Have you seen my ${word}?`,
    `${other.name}: ${source.pick([`I do not know what a ${word} is.`, `What does a ${word} look like?`])}`,
    `${who.name}: ${source.pick([`A ${word} looks like a bell, but sadder.`, `A ${word} is a kind of lamp.`, `A ${word} is round, and it bites.`])}`,
    `${other.name}: ${source.say([() => `Then there is a ${word} at the ${source.pick(PLACES)}.`, `Then I am sitting on your ${word}.`])}`,
    `${who.name}: ${source.pick([`That is my ${word}.`, `Please be kind to the ${word}.`])}`,
  ].join('\n');
}

function meeting(source: Source): string {
  const [who, other, third] = source.distinct(PEOPLE, 3);
  const [first, second] = source.distinct(PLACES, 2);
  return [
    `${who.name}: I will wait at the ${first}.`,
    `${other.name}: And I will wait at the ${second}.`,
    `${third.name}: ${source.pick(['Then you will not meet.', 'That is two places.'])} ${weather(source)}`,
    `${who.name}: ${source.pick([`Let ${other.name} come to the ${first}.`, `I am at the ${first} already, in my mind.`])}`,
    `${other.name}: ${source.pick([`No, let ${who.name} come to the ${second}.`, `I have told everybody that I am at the ${second}.`])}`,
    `${third.name}: ${source.pick(['I will stay at home.', `I will stand between the ${first} and the ${second}.`])}`,
  ].join('\n');
}

export const DIALOGUES_EN: readonly (readonly [number, (source: Source) => string])[] = [
  [3, lostThing],
  [2, shop],
  [2, newWord],
  [2, meeting],
];
