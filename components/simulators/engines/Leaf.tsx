import type { Leaf as LeafOf } from '@/kernels/engines/decision/decide';
import styles from './engines.module.css';
import type { EnginesMessages } from './messages';
import type { ShownEngine } from './rows';

interface LeafProps {
  readonly leaf: LeafOf;
  readonly engines: readonly ShownEngine[];
  readonly words: EnginesMessages;
}

/** What remains, each engine with what it is. */
export function Leaf({ leaf, engines, words }: LeafProps) {
  const groups = [
    [words.remain, leaf.clear],
    [words.remainReserved, leaf.reserved],
  ] as const;
  return groups.map(
    ([title, ids]) =>
      ids.length > 0 && (
        <section key={title} className={styles.leaf}>
          <h4>{title}</h4>
          <dl>
            {ids.map((id) => {
              const engine = engines.find((one) => one.id === id);
              return (
                <div key={id} data-engine={id}>
                  <dt>{engine?.name}</dt>
                  <dd>{engine?.what}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      ),
  );
}
