/** Chinese word lists, kept to a few hundred characters. A thing knows its classifier. */
import { drawForSplit, type Source } from './source';

export interface Persona {
  readonly name: string;
  readonly they: '她' | '他';
}

export const PEOPLE_ZH: readonly Persona[] = [
  ...['小梅', '阿秀', '小兰', '春花', '月儿'].map((name): Persona => ({ name, they: '她' })),
  ...['阿明', '大山', '小虎', '老石', '阿宝'].map((name): Persona => ({ name, they: '他' })),
];

export interface ThingZh {
  readonly name: string;
  readonly classifier: string;
}

const of = (classifier: string, names: readonly string[]): ThingZh[] =>
  names.map((name) => ({ name, classifier }));

export const THINGS_ZH: readonly ThingZh[] = [
  ...of('把', ['钥匙', '雨伞', '小刀', '梳子']),
  ...of('本', ['书', '账本']),
  ...of('张', ['地图', '画', '纸条']),
  ...of('只', ['手表', '杯子', '铃铛']),
  ...of('条', ['围巾', '绳子']),
  ...of('封', ['信']),
  ...of('盏', ['油灯']),
];

export const COLOURS_ZH = ['红', '蓝', '旧', '新', '小', '破'] as const;

/** Things to count, all with 个. */
export const GOODS_ZH = ['苹果', '梨', '鸡蛋', '包子', '桃子', '铜钱', '橘子', '月饼'] as const;

export const HIDEOUTS_ZH = [
  '茶壶里',
  '米缸里',
  '床底下',
  '门后面',
  '枕头下面',
  '钟后面',
  '空鸟笼里',
  '左边的鞋里',
  '柜子上面',
  '桌子底下',
  '火炉旁边',
  '花盆下面',
] as const;

export const PLACES_ZH = [
  '码头',
  '磨坊',
  '集市',
  '学校',
  '车站',
  '果园',
  '桥头',
  '钟楼',
  '面馆',
  '书店',
] as const;
export const TOWNS_ZH = ['青石镇', '白河村', '南山镇', '海边的小城', '雨巷'] as const;
export const ROLES_ZH = ['木匠', '裁缝', '船长', '老师', '花匠', '厨师', '邮差', '钟表匠'] as const;
export const ANIMALS_ZH = ['猫', '鹅', '狗', '羊', '鸡', '驴'] as const;

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const;

/** A small number before a classifier: two is 两. */
export function countWord(value: number): string {
  return value === 2 ? '两' : DIGITS[value];
}

const SYLLABLES = [
  '咕',
  '噜',
  '啦',
  '嘟',
  '卡',
  '米',
  '布',
  '罗',
  '塔',
  '尼',
  '莫',
  '沙',
  '比',
  '多',
  '利',
  '加',
  '巴',
  '诺',
  '可',
  '丁',
] as const;

/** A made-up word of three different syllables, such as 咕米塔. */
export function madeUpWordZh(source: Source): string {
  const n = SYLLABLES.length;
  return drawForSplit(source, n * (n - 1) * (n - 2), () => {
    const rest: string[] = [...SYLLABLES];
    return [0, 1, 2].map(() => rest.splice(source.silent(rest.length), 1)[0]).join('');
  });
}
