import type { Lang } from '@/components/lang';

/** Words of the line of tools under every figure. */
const en = {
  showTable: 'Show as table',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyByHand: 'Copy this address:',
  embed: 'Embed',
  embedHint: 'Paste this where the figure should stand:',
  download: 'Download',
  downloadFailed: 'The file could not be made: {reason}',
  replaced: 'In the address, {key}={given} cannot be used; {used} is used instead.',
  replacedBySetup: 'In the address, {key}={given} cannot be used; your Setup’s own value is used instead.',
};

export type FigureMessages = typeof en;

const zh: FigureMessages = {
  showTable: '以表格查看',
  copyLink: '复制链接',
  copied: '链接已复制',
  copyByHand: '请复制这个网址：',
  embed: '嵌入',
  embedHint: '把这段代码贴到要放图的地方：',
  download: '下载',
  downloadFailed: '无法生成文件：{reason}',
  replaced: '网址里的 {key}={given} 不能用，已改用 {used}。',
  replacedBySetup: '网址里的 {key}={given} 不能用，已改用你的配置里的值。',
};

export const figureMessages: Record<Lang, FigureMessages> = { en, zh };
