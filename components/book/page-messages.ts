import type { Lang } from '@/components/lang';

/** Words of the practice and teaching pages. */
const en = {
  practiceLead: 'Everything the written chapters ask of you, in one place. Results stay in your browser.',
  exercises: 'Exercises',
  interview: 'Interview',
  count: '{exercises} exercises, {interview} interview questions',
  goTo: 'Go to the exercises',
  goToInterview: 'Go to the interview questions',
  teachLead:
    'What you need to assign a chapter today: what it teaches, how long it takes, what it builds on, and links that put its figure into your own page.',
  objectives: 'After this chapter a student can',
  needs: 'Needs',
  nothing: 'nothing before it',
  embedTitle: 'Put the figure on your page',
  embedHelp:
    'The frame needs no account and sets no cookie. Add parameters to the address to choose a preset and a seed: copy the link under the figure.',
  gradingTitle: 'About grading',
  grading:
    'Exercises are graded in the page, with numbers drawn anew for each reader. That helps a student learn; it does not stop one from cheating, and the book does not pretend it does.',
  printTitle: 'On paper',
  print: 'Print a chapter from the browser: prompts keep room for an answer, and solutions stay hidden.',
  licenceTitle: 'Licence',
  licence:
    'Text and figures CC BY 4.0: use, translate and change them, and name the source. Code and models Apache-2.0.',
};

export type PageMessages = typeof en;

const zh: PageMessages = {
  practiceLead: '已写成各章的习题和面试题都列在这里。做题结果只留在你的浏览器里。',
  exercises: '习题',
  interview: '面试题',
  count: '{exercises} 道习题，{interview} 道面试题',
  goTo: '去做习题',
  goToInterview: '看面试题',
  teachLead: '布置一章所需的一切：教什么，要多久，先修什么，以及把图放进自己网页的链接。',
  objectives: '读完这一章，学生能够',
  needs: '先修',
  nothing: '无',
  embedTitle: '把图放进你的网页',
  embedHelp:
    '嵌入框不需要账号，也不写 cookie。在地址后加上参数即可指定预设和随机种子：图下方的“复制链接”会给出完整地址。',
  gradingTitle: '关于判分',
  grading: '习题在页面里判分，每位读者的数字都重新抽取。这有助于学习，但防不住作弊，本书也不假装能防。',
  printTitle: '打印',
  print: '直接用浏览器打印一章：题目下方留有作答空白，答案不会印出来。',
  licenceTitle: '许可',
  licence: '文字与图采用 CC BY 4.0：可以使用、翻译、修改，注明出处即可。代码与模型采用 Apache-2.0。',
};

export const pageMessages: Record<Lang, PageMessages> = { en, zh };
