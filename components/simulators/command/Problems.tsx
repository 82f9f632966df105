import { fill } from '@/components/lang';
import styles from './command.module.css';
import { Marked } from './Marked';
import type { CommandMessages } from './messages';
import { lineAt, type Problem } from './words';

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly command: string;
  readonly words: CommandMessages;
  /** Whether the text is the reader's to look into; a command made from a log has no places. */
  readonly places: boolean;
  readonly onShow: (at: number) => void;
}

/** What in a command does not go together or could not be read, each with its place. */
export function Problems({ problems, command, words, places, onShow }: ProblemsProps) {
  const { title, none, show, at: atText } = words.problems;
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {problems.length === 0 && <p className={styles.fine}>{none}</p>}
      <ul className={styles.problems}>
        {problems.map(({ id, text, at, grave }, index) => {
          const where = places && at !== undefined ? lineAt(command, at) : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one text may be wrong twice in the same way
            <li key={`${id} ${at} ${index}`} data-problem={id} data-grave={grave || undefined}>
              <span>
                <Marked text={text} />
              </span>
              {where && at !== undefined && (
                <button
                  type="button"
                  name="show"
                  className={styles.link}
                  onClick={() => onShow(at)}
                  aria-label={`${show}: ${fill(atText, where)}`}
                >
                  {fill(atText, where)}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
