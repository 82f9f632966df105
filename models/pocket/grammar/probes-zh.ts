/** The six abilities in Chinese. */
import { interludeZh, weatherZh } from './beats-zh';
import type { ProbeDraft, ProbeMaker, ProbeName } from './probe';
import { bracketOptions, withDecoys } from './probes-en';
import type { Source } from './source';
import { numberRow } from './words-en';
import {
  COLOURS_ZH,
  countWord,
  GOODS_ZH,
  HIDEOUTS_ZH,
  madeUpWordZh,
  PEOPLE_ZH,
  PLACES_ZH,
  THINGS_ZH,
} from './words-zh';

function recall(source: Source): ProbeDraft {
  const who = source.pick(PEOPLE_ZH);
  const thing = `${source.pick(COLOURS_ZH)}${source.pick(THINGS_ZH).name}`;
  const hideout = source.pick(HIDEOUTS_ZH);
  return {
    prompt: `${who.name}把${thing}放在${hideout}。${interludeZh(source)}大家都记得，${thing}`,
    // The verb belongs to the answer: tokens of the running text join it with the place.
    answer: `放在${hideout}`,
    options: withDecoys(HIDEOUTS_ZH, hideout).map((place) => `放在${place}`),
    rest: '。',
  };
}

function induction(source: Source): ProbeDraft {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const word = madeUpWordZh(source);
  const start = source.say([
    `岛上的人会做一种东西，叫：${word}。`,
    () => `${source.pick(PLACES_ZH)}有一种东西，叫：${word}。`,
  ]);
  const ask = source.pick([
    `${who.name}问${other.name}这是什么。${other.name}说：`,
    `${who.name}一直想要一个，就叫它：`,
  ]);
  return { prompt: `${start}${interludeZh(source)}${ask}`, answer: word, rest: '。' };
}

function counting(source: Source): ProbeDraft {
  const [who, other] = source.distinct(PEOPLE_ZH, 2);
  const goods = source.pick(GOODS_ZH);
  const adds = source.chance(0.5);
  const start = source.integer(2, 10);
  const change = adds ? source.integer(1, 12 - start) : source.integer(1, start - 1);
  const result = adds ? start + change : start - change;
  const event = adds
    ? source.pick([
        `${other.name}又送来${countWord(change)}个。`,
        `${who.they}又买了${countWord(change)}个。`,
      ])
    : source.pick([
        `${who.they}给了${other.name}${countWord(change)}个。`,
        `${who.they}吃了${countWord(change)}个。`,
      ]);
  // A full stop before the answer keeps its tokens apart from the question's.
  const ask = adds ? '一共几个？' : '还剩几个？';
  return {
    prompt: `${who.name}有${countWord(start)}个${goods}。${event}${ask}`,
    answer: `${countWord(result)}个`,
    rest: '。',
  };
}

function agreement(source: Source): ProbeDraft {
  return source.pick([classifier, pronoun])(source);
}

function classifier(source: Source): ProbeDraft {
  const who = source.pick(PEOPLE_ZH);
  const thing = source.pick(THINGS_ZH);
  const colour = source.pick(COLOURS_ZH);
  const options = [...new Set(THINGS_ZH.map((t) => `就那${t.classifier}`))];
  const ask = source.pick(['要哪一个？', '找到了吗？', '是哪一个？']);
  return {
    prompt: `${colour}${thing.name}在${source.pick(HIDEOUTS_ZH)}。“${ask}”${who.name}说：“`,
    answer: `就那${thing.classifier}`,
    options,
    rest: '。”',
  };
}

function pronoun(source: Source): ProbeDraft {
  const who = source.pick(PEOPLE_ZH);
  const thing = `${source.pick(COLOURS_ZH)}${source.pick(THINGS_ZH).name}`;
  return {
    prompt: `${who.name}${source.pick(['丢了', '找到了', '卖了'])}${thing}。${weatherZh(source)}那天晚上，`,
    answer: who.they,
    options: ['他', '她'],
    rest: source.pick(['很早就睡了。', '写了一封信。', '什么也没说。']),
  };
}

function sorting(source: Source): ProbeDraft {
  const row = numberRow(source);
  const sorted = [...row].sort((x, y) => x - y).join(', ');
  const prompt = source.say([
    () => `${source.pick(PEOPLE_ZH).name}的牌是：${row.join(', ')}。从小到大：`,
    `没有排好：${row.join(', ')}。从小到大：`,
  ]);
  return { prompt, answer: ` ${sorted}`, rest: '。' };
}

const KEYS_ZH = ['主人', '地方', '东西', '箱子', '下一个'] as const;

function brackets(source: Source): ProbeDraft {
  const leaf = () =>
    source.pick([
      () => source.pick(PEOPLE_ZH).name,
      () => source.pick(GOODS_ZH),
      () => source.pick(PLACES_ZH),
    ])();
  const depth = source.integer(2, 3);
  let open = '';
  let closers = '';
  for (let level = 0; level < depth; level++) {
    const isList = level > 0 && source.chance(0.5);
    open += isList ? '[' : `{"${source.pick(KEYS_ZH)}": `;
    closers = (isList ? ']' : '}') + closers;
    if (isList && source.chance(0.5)) open += `"${leaf()}", `;
  }
  return { prompt: `${open}"${leaf()}`, answer: `"${closers}`, options: bracketOptions(closers), rest: '' };
}

export const PROBES_ZH: Readonly<Record<ProbeName, ProbeMaker>> = {
  recall,
  induction,
  counting,
  agreement,
  brackets,
  sorting,
};
