import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import type { Decision, DecisionStep, Leaf } from '@/kernels/engines/decision/decide';
import type { QuestionId } from '@/kernels/engines/decision/needs';
import styles from './engines.module.css';
import type { EnginesMessages } from './messages';
import type { ShownEngine } from './rows';

interface PathProps {
  readonly decision: Decision;
  readonly engines: readonly ShownEngine[];
  readonly fromSetup: readonly QuestionId[];
  readonly words: EnginesMessages;
  readonly read: string;
  readonly onChange: (key: string, value: string) => void;
}

/** Question by question: who ends, on whose word, and what another answer would leave. */
export function Path(props: PathProps) {
  const { decision, words, read } = props;
  return (
    <section className={styles.path}>
      <h4>{words.path}</h4>
      <ol>
        {decision.steps.map((step) => (
          <Step key={step.question} step={step} {...props} />
        ))}
      </ol>
      <p className={styles.read}>{fill(words.read, { date: read })}</p>
    </section>
  );
}

function Step({ step, decision, engines, fromSetup, words, onChange }: PathProps & { step: DecisionStep }) {
  const { question } = step;
  const branches = decision.branches.filter((branch) => branch.question === question);
  const here = JSON.stringify(decision.leaf);
  const changing = branches.filter((branch) => JSON.stringify(branch.leaf) !== here);
  const word = (answer: string) => words.choices?.[`${question}.${answer}`] ?? answer;
  return (
    <li data-question={question}>
      <p>
        <b>{words.asks[question]}</b> {word(step.answer)}{' '}
        <small>({fromSetup.includes(question) ? words.fromSetup : words.chosen})</small>
        {step.dropped.length + step.reserved.length === 0 && (
          <span className={styles.quiet}> {words.nothing}</span>
        )}
      </p>
      <ul>
        {step.dropped.map((id) => (
          <Reason key={id} id={id} step={step} engines={engines} words={words} ended />
        ))}
        {step.reserved.map((id) => (
          <Reason key={id} id={id} step={step} engines={engines} words={words} />
        ))}
      </ul>
      <details>
        <summary>{fill(words.others, { count: changing.length, all: branches.length })}</summary>
        <ul className={styles.branches}>
          {branches.map(({ answer, leaf }) => (
            <li key={answer}>
              <Button name="confirm" onClick={() => onChange(question, answer)}>
                {word(answer)}
              </Button>{' '}
              {JSON.stringify(leaf) === here ? words.sameLeaf : leafText(leaf, engines, words)}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function Reason({
  id,
  step,
  engines,
  words,
  ended,
}: Pick<PathProps, 'engines' | 'words'> & { id: string; step: DecisionStep; ended?: boolean }) {
  const engine = engines.find((one) => one.id === id);
  const cell = engine?.cells[step.column];
  return (
    <li className={ended ? styles.out : styles.doubted} data-engine={id}>
      <b>{engine?.name}</b>{' '}
      <i>{ended ? (cell?.unstated ? words.unstated : words.ends) : words.withReservation}</i> {cell?.text}{' '}
      {cell?.sources.map((source, index) => (
        <a
          key={source.url}
          href={source.url}
          title={source.title}
          aria-label={`[${index + 1}] ${words.source}: ${source.title}`}
        >
          {`[${index + 1}]`}
        </a>
      ))}
    </li>
  );
}

function leafText(leaf: Leaf, engines: readonly ShownEngine[], words: EnginesMessages): string {
  const name = (id: string) => engines.find((engine) => engine.id === id)?.name ?? id;
  const all = [...leaf.clear.map(name), ...leaf.reserved.map((id) => `${name(id)}${words.reservedMark}`)];
  return all.join(words.listJoin) || words.noneLeft;
}
