/**
 * Which engines of the table remain for a reader, question by question, and which other answer would leave others. A tree:
 * every answer is a branch, and what remains after the last question is its leaf. Models what engines can do, as their own
 * pages say; leaves out how fast they do it, which the table does not know and this book does not guess.
 */
import type { EngineColumn } from '../../catalog/engines';
import type { Answer, DecidingEngine } from './capability';
import { type Answers, answersOf, type QuestionId, questionIds } from './needs';
import { columnOf, engineAnswer } from './questions';

export interface DecisionStep {
  readonly question: QuestionId;
  readonly answer: string;
  readonly column: EngineColumn;
  /** Ids of engines that end here. */
  readonly dropped: readonly string[];
  /** Ids of engines that go on with a reservation of their own source. */
  readonly reserved: readonly string[];
  /** Ids of engines that go on. */
  readonly left: readonly string[];
}

export interface Leaf {
  /** Ids without a reservation, in the order of the table, or the least to set up first for one user. */
  readonly clear: readonly string[];
  /** Ids that remain with one. */
  readonly reserved: readonly string[];
}

export interface Branch {
  readonly question: QuestionId;
  readonly answer: string;
  readonly leaf: Leaf;
}

export interface Decision {
  readonly steps: readonly DecisionStep[];
  readonly leaf: Leaf;
  /** `one` remains, `several` do and only a measurement can order them, only with reservations, or `none`. */
  readonly verdict: 'one' | 'several' | 'reserved' | 'none';
  /** Where each engine ended, and which questions it passed with a reservation. */
  readonly paths: Readonly<Record<string, { readonly endsAt?: QuestionId; readonly reserved: QuestionId[] }>>;
  /** Every other answer to one question, the rest as it is: the neighbouring leaves. */
  readonly branches: readonly Branch[];
}

/** For one user alone there is nothing to batch: what starts with one command stands first. The book's own order. */
const easiest = ['ollama', 'llama.cpp'];

function ordered(ids: readonly string[], answers: Answers): string[] {
  if (answers.users !== 'one') return [...ids];
  const place = (id: string) => (easiest.includes(id) ? easiest.indexOf(id) : easiest.length);
  return [...ids].sort((a, b) => place(a) - place(b));
}

type Asked = readonly (readonly [DecidingEngine, readonly Answer[]])[];

const askAll = (table: readonly DecidingEngine[], answers: Answers): Asked =>
  table.map((engine) => [engine, questionIds.map((question) => engineAnswer(engine, question, answers))]);

/** What remains under these answers. Worked: a browser leaves MLC LLM, with a reservation. */
export function leafOf(table: readonly DecidingEngine[], answers: Answers): Leaf {
  const left = askAll(table, answers).filter(([, replies]) => !replies.includes('no'));
  const part = (whole: boolean) =>
    left.filter(([, replies]) => replies.includes('partly') !== whole).map(([engine]) => engine.id);
  return { clear: ordered(part(true), answers), reserved: ordered(part(false), answers) };
}

function stepsOf(asked: Asked, answers: Answers): DecisionStep[] {
  let left = asked.map(([engine]) => engine.id);
  return questionIds.map((question, at) => {
    const reply = new Map(asked.map(([engine, replies]) => [engine.id, replies[at]]));
    const dropped = left.filter((id) => reply.get(id) === 'no');
    left = left.filter((id) => reply.get(id) !== 'no');
    return {
      question,
      answer: answers[question],
      column: columnOf[question],
      dropped,
      reserved: left.filter((id) => reply.get(id) === 'partly'),
      left,
    };
  });
}

/** The whole decision. Worked: on the running example vLLM, SGLang, TensorRT-LLM and LMDeploy remain. */
export function decide(table: readonly DecidingEngine[], answers: Answers): Decision {
  const asked = askAll(table, answers);
  const leaf = leafOf(table, answers);
  const paths = Object.fromEntries(
    asked.map(([engine, replies]) => {
      const end = replies.indexOf('no');
      const passed = replies.slice(0, end < 0 ? replies.length : end);
      const reserved = questionIds.filter((_, at) => passed[at] === 'partly');
      return [engine.id, { ...(end >= 0 && { endsAt: questionIds[end] }), reserved }];
    }),
  );
  const branches = questionIds.flatMap((question) =>
    answersOf[question]
      .filter((answer) => answer !== answers[question])
      .map((answer) => ({ question, answer, leaf: leafOf(table, { ...answers, [question]: answer }) })),
  );
  const count = leaf.clear.length;
  const verdict =
    count === 1 ? 'one' : count > 1 ? 'several' : leaf.reserved.length > 0 ? 'reserved' : 'none';
  return { steps: stepsOf(asked, answers), leaf, verdict, paths, branches };
}
