/** The questions in the order in which they are asked, and what each engine's cell answers to them. */
import type { EngineColumn } from '../../catalog/engines';
import { type Answer, cellAnswer, type DecidingEngine } from './capability';
import { classOfAnswer } from './device';
import type { Answers, QuestionId } from './needs';

/** The column that a question is answered from. */
export const columnOf: Readonly<Record<QuestionId, EngineColumn>> = {
  care: 'state',
  system: 'systems',
  hardware: 'hardware',
  memory: 'overflow',
  file: 'weights',
  cacheFormat: 'cache',
  spread: 'devices',
  users: 'serving',
  output: 'structure',
};

/** Better of two names in one cell: tensor parallel serves a split model fully, layers in turn only give room. */
const best = (...answers: Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('partly') ? 'partly' : 'no';
const atMostPartly = (answer: Answer): Answer => (answer === 'no' ? 'no' : 'partly');

/** What an engine answers to one question, all answers of the reader given. */
export function engineAnswer(engine: DecidingEngine, question: QuestionId, answers: Answers): Answer {
  const device = classOfAnswer(answers.hardware);
  const cell = engine.cells[columnOf[question]];
  const ask = (name: string) => (cell ? cellAnswer(cell, name, device) : 'no');
  const wanted = answers[question];
  switch (question) {
    case 'care':
      return wanted === 'any' ? 'yes' : ask('active');
    case 'hardware':
      return ask(device.kind);
    case 'memory':
      return wanted === 'fits' ? 'yes' : best(ask('on-cpu'), atMostPartly(ask('over-bus')));
    case 'spread':
      return wanted === 'one' ? 'yes' : best(ask('tensor'), atMostPartly(ask('layers')));
    case 'users':
      if (wanted === 'one') return 'yes';
      if (wanted === 'several') return ask('continuous');
      // Slots share out the context beforehand; blocks are handed out as requests grow.
      return best(ask('blocks'), ask('continuous') === 'yes' ? 'partly' : 'no');
    case 'output':
      return wanted === 'free' ? 'yes' : ask(wanted);
    default:
      return ask(wanted);
  }
}
