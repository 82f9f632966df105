/** Words around a run that is kept as a file. */
const en = {
  title: 'Keep this run',
  hint: 'A file with the settings and the moment shown, so that the run goes on from there.',
  save: 'Save as a file',
  load: 'Load a file',
  loaded: 'Loaded: {name}.',
  bad: 'Not loaded: {name} is not a run saved by this figure, or it is damaged. Nothing here has changed.',
};

export type RunWords = typeof en;

const zh: RunWords = {
  title: '保存这次运行',
  hint: '文件里有设置和当前时刻，之后可以从这里接着看。',
  save: '存成文件',
  load: '读入文件',
  loaded: '已读入：{name}。',
  bad: '没有读入：{name} 不是这张图保存的运行，或者文件已损坏。这里的内容没有变。',
};

export const runWords = { en, zh };
