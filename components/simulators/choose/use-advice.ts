import { useEffect, useRef, useState } from 'react';
import { ask, type Order, type Reply, type Trouble } from './advice';

/** A dial that moves asks nothing until it rests this long. */
const REST_MS = 120;

export interface Advice<Answer> {
  /** The newest answer, that of an earlier question while the next is on its way. */
  readonly answer: Answer;
  /** Why the question as it stands has no answer. */
  readonly trouble?: Trouble;
  /** Whether the answer belongs to the question. */
  readonly settled: boolean;
}

/** The worker's answer to a question; the first question of the page was answered when the page was made. */
export function useAdvice<Answer extends NonNullable<Reply['answer']>>(
  order: Order,
  first: Answer,
): Advice<Answer> {
  const question = JSON.stringify(order);
  const built = useRef(question);
  const [held, setHeld] = useState<{ question: string; answer: Answer; trouble?: Trouble }>({
    question,
    answer: first,
  });
  useEffect(() => {
    if (question === built.current) {
      setHeld({ question, answer: first });
      return;
    }
    let gone = false;
    const timer = setTimeout(async () => {
      const { answer, trouble } = await ask(JSON.parse(question) as Order);
      if (!gone)
        setHeld((before) => ({ question, answer: (answer as Answer | undefined) ?? before.answer, trouble }));
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [question, first]);
  const settled = held.question === question;
  return { answer: held.answer, trouble: settled ? held.trouble : undefined, settled };
}
