/** Chinese stories and dialogues, in the same world as the English ones. */
import { endingZh, interludeZh, openingZh, weatherZh } from './beats-zh';
import type { Source } from './source';
import {
  ANIMALS_ZH,
  COLOURS_ZH,
  countWord,
  GOODS_ZH,
  HIDEOUTS_ZH,
  madeUpWordZh,
  PEOPLE_ZH,
  PLACES_ZH,
  THINGS_ZH,
  type ThingZh,
} from './words-zh';

/** `那把红钥匙` without the pointing word and classifier: 红钥匙. */
function coloured(source: Source): ThingZh {
  const thing = source.pick(THINGS_ZH);
  return { name: `${source.pick(COLOURS_ZH)}${thing.name}`, classifier: thing.classifier };
}

function hidden(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const thing = coloured(source);
  const hideout = source.pick(HIDEOUTS_ZH);
  const hide = source.pick([
    `一天早上，${who.name}把一${thing.classifier}${thing.name}放在${hideout}。`,
    `${who.name}有一${thing.classifier}${thing.name}，一直放在${hideout}。`,
  ]);
  const why = source.pick([
    `${who.they}想不出更安全的地方。`,
    '那里谁也不会去看，连猫也不去。',
    `${who.they}只告诉了猫，猫没有兴趣。`,
  ]);
  const ask = source.pick([
    `${other.name}来了，问：“${thing.name}在哪里？”`,
    `“我来拿那${thing.classifier}${thing.name}。”${other.name}说。`,
  ]);
  const found = source.pick([
    `${other.name}去看，${thing.name}果然在${hideout}，只是有一点灰。`,
    `${thing.name}果然在${hideout}，旁边还有一只很吃惊的蜘蛛。`,
  ]);
  const close = source.say([`“为什么放在那里？”“为什么不呢？”`, () => endingZh(source, who, other)]);
  return `${openingZh(source, who)}${hide}${why}\n${interludeZh(source)}${ask}“在${hideout}。”${who.name}说。\n${found}${close}`;
}

function stolen(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const thing = coloured(source);
  const [wrong, hideout] = source.distinct(HIDEOUTS_ZH, 2);
  const animal = source.pick(ANIMALS_ZH);
  const search = source.pick([
    `${who.they}去${wrong}找，没有。`,
    `${who.they}去${wrong}找，只找到一只袜子。`,
  ]);
  const hint = source.pick([
    `“我看见一只${animal}拿着${thing.name}。”${other.name}说，“它去了${hideout}。”`,
    `“问问那只${animal}吧，”${other.name}说，“它睡在${hideout}。”`,
  ]);
  const found = source.pick([
    `${who.name}去${hideout}一看，${animal}坐在那里，${thing.name}就在${animal}下面。`,
    `${who.name}去${hideout}一看，${thing.name}就在那里。那只${animal}假装睡着了。`,
  ]);
  const close = source.say([
    `${who.name}谢了${other.name}，没有谢那只${animal}。`,
    () => endingZh(source, who, other),
  ]);
  return `${openingZh(source, who)}有一天，${who.they}的那${thing.classifier}${thing.name}不见了。${search}\n${weatherZh(source)}${hint}\n${found}${close}`;
}

function shared(source: Source): string {
  const [who, other, third] = source.distinct(PEOPLE_ZH, 3);
  const goods = source.pick(GOODS_ZH);
  const start = source.integer(3, 10);
  const given = source.integer(1, start - 1);
  const left = start - given;
  const more = source.integer(1, 12 - left);
  const give = source.pick([
    `${other.name}看上去很饿，${who.they}就给了${other.name}${countWord(given)}个。`,
    `没人看见的时候，${other.name}拿走了${countWord(given)}个。`,
  ]);
  const close = source.pick([
    `“${countWord(left + more)}个，是个好数字。”${who.name}说。`,
    `${who.name}又数了一遍，还是${countWord(left + more)}个。`,
  ]);
  return `${openingZh(source, who)}有一天，${who.they}有${countWord(start)}个${goods}。\n${give}现在${who.name}有${countWord(left)}个${goods}。${interludeZh(source)}后来${third.name}送来${countWord(more)}个。现在${who.they}有${countWord(left + more)}个${goods}。\n${close}`;
}

function stranger(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const word = madeUpWordZh(source);
  const use = source.pick([
    '能让汤不凉',
    '会看时间，可是只在星期一',
    '下雨的时候会唱歌',
    '能找到丢了的袜子',
    '会给镇长写信',
  ]);
  const arrive = source.say([
    `有一天，镇上来了一个人，带着一个${word}。`,
    () => `${source.pick(PLACES_ZH)}有人卖一个${word}。`,
  ]);
  const after = source.pick([
    `${who.name}把${word}买回家，放在桌上等着。第一天，${word}什么也没做。`,
    `谁也不想要${word}，所以${who.name}把${word}带回了家。`,
  ]);
  const close = source.pick([
    `现在每家都有一个${word}。`,
    `“${word}不能借给别人，”${who.name}说，“回来就变了。”`,
  ]);
  return `${openingZh(source, who)}${arrive}“什么是${word}？”${who.name}问。“它${use}。”${other.name}说。\n${after}${weatherZh(source)}${close}`;
}

function errand(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const [first, last] = source.distinct(PLACES_ZH, 2);
  const thing = coloured(source);
  return `${openingZh(source, who)}${other.name}把一${thing.classifier}${thing.name}忘在了${last}，请${who.name}去拿。路上要经过${first}。\n${source.pick([`在${first}，谁也没见过${thing.name}。`, `在${first}，${who.they}喝了一碗茶。`])}${weatherZh(source)}到了${last}，那${thing.classifier}${thing.name}就在那里。\n${who.they}从${first}走回来，把${thing.name}给了${other.name}。${endingZh(source, who, other)}`;
}

function lostDialogue(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const thing = coloured(source);
  const hideout = source.pick(HIDEOUTS_ZH);
  return [
    `${who.name}：我把${thing.name}放在${hideout}了。`,
    `${other.name}：${source.pick(['胆子真大。', '为什么不放在桌上？', '我听过更坏的主意。'])}`,
    `${who.name}：${source.pick(['桌上没有地方。', '那时很晚了。', '没有人问我。'])}${weatherZh(source)}`,
    `${other.name}：那么${thing.name}现在在哪里？`,
    `${who.name}：在${hideout}。`,
    `${other.name}：${source.pick(['当然。', `那就让它在${hideout}吧。`])}`,
  ].join('\n');
}

function shopDialogue(source: Source): string {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const goods = source.pick(GOODS_ZH);
  const have = source.integer(3, 12);
  const want = source.integer(1, have - 1);
  return [
    `${who.name}：早上好，有${goods}吗？`,
    `${other.name}：有${countWord(have)}个。`,
    `${who.name}：我要${countWord(want)}个。`,
    `${other.name}：${source.pick(['好眼力。', '很重的。'])}还剩${countWord(have - want)}个。`,
    `${who.name}：${source.pick(['你算得真快。', '再见。'])}`,
  ].join('\n');
}

export const STORIES_ZH: readonly (readonly [number, (source: Source) => string])[] = [
  [4, hidden],
  [3, stolen],
  [3, shared],
  [3, stranger],
  [2, errand],
];

export const DIALOGUES_ZH: readonly (readonly [number, (source: Source) => string])[] = [
  [1, lostDialogue],
  [1, shopDialogue],
];
