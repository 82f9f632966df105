import { asset } from '@/components/base-path';
import type { Lang } from '@/components/lang';
import type { FlagEngine } from '@/kernels/catalog/engine-flags';
import type { Setup } from '@/kernels/cost/setup';
import { commandOf } from '@/kernels/engines/command-of';
import type { Leaf as LeafOf } from '@/kernels/engines/decision/decide';
import styles from './engines.module.css';
import type { EnginesMessages } from './messages';
import type { ShownEngine } from './rows';

interface LeafProps {
  readonly leaf: LeafOf;
  readonly engines: readonly ShownEngine[];
  readonly words: EnginesMessages;
  readonly lang: Lang;
  readonly setup: Setup;
}

/** Engines whose command lines the book can read. */
const readable: readonly string[] = ['vllm', 'sglang', 'llama.cpp'] satisfies FlagEngine[];

/** What remains, each engine with what it is. */
export function Leaf({ leaf, engines, words, lang, setup }: LeafProps) {
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
                  <dd>
                    {engine?.what} <Start id={id} setup={setup} lang={lang} words={words} />
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ),
  );
}

/** The command that would start it on the Setup, and the way to the figure that reads it. */
function Start({ id, setup, lang, words }: Omit<LeafProps, 'leaf' | 'engines'> & { id: string }) {
  const command = readable.includes(id) ? commandOf(id as FlagEngine, setup) : undefined;
  if (command === undefined) return null;
  const query = new URLSearchParams({ command });
  return (
    <details className={styles.start}>
      <summary>{words.command}</summary>
      <pre>{command}</pre>
      <a href={`${asset(`/${lang}/engines/`)}?${query}#command`}>{words.readIt}</a>
    </details>
  );
}
