/** Sentences that any Chinese story can use. */
import type { Source } from './source';
import { ANIMALS_ZH, countWord, type Persona, PLACES_ZH, ROLES_ZH, TOWNS_ZH } from './words-zh';

export function openingZh(source: Source, who: Persona): string {
  const role = source.pick(ROLES_ZH);
  const town = source.pick(TOWNS_ZH);
  const first = source.say([
    () => `从前，${town}有一个${role}，名叫${who.name}。`,
    () => `${who.name}是${town}的${role}。`,
    () => `${who.name}在${town}做了${countWord(source.integer(2, 12))}年${role}。`,
  ]);
  return source.chance(0.5) ? first + traitZh(source, who) : first;
}

function traitZh(source: Source, { they }: Persona): string {
  return `${they}${source.say([
    '每天早上都要数一遍楼梯，怕少了一级。',
    '出门总带着一支笔。',
    '喜欢和茶壶说话，茶壶从不回答。',
    '相信一碗热汤能解决大半的事。',
    '从来不迟到，朋友们都很烦恼。',
    '站着也能睡着，而且常常这样。',
  ])}`;
}

export function weatherZh(source: Source): string {
  return source.pick([
    '那几天一直下雨，雨是横着下的。',
    '雾从海上来，留下来喝了茶。',
    '雪下得很大，连路都不想走了。',
    '那天的风很有主意。',
    '太阳出来看了一眼，又回去了。',
    '夜里很冷，钟也走得慢了。',
  ]);
}

export function interludeZh(source: Source): string {
  return source.say([
    () => weatherZh(source),
    () => `${source.pick(PLACES_ZH)}那边什么事也没有，而且过得很慢。`,
    () => `一只${source.pick(ANIMALS_ZH)}从门前走过，好像很忙。`,
    () => `${source.pick(ROLES_ZH)}和${source.pick(ROLES_ZH)}为了一碗汤吵了起来。`,
    () => '三天过去了，一天接着一天。',
  ]);
}

export function endingZh(source: Source, who: Persona, other: Persona): string {
  return source.pick([
    `从那以后，${who.name}和${other.name}成了朋友，差不多是朋友。`,
    `${who.name}把这件事写了下来，这样就不用记住了。`,
    '这件事到春天都没有人再提。',
    `${other.name}笑了，${who.name}去泡茶。`,
    '事情就这样完了，只剩下一点灰。',
    `“下次先问我。”${other.name}说。`,
  ]);
}
