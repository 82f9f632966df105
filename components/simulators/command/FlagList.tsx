import type { Lang } from '@/components/lang';
import { fill } from '@/components/lang';
import { flagSources } from '@/kernels/catalog/engine-flags';
import type { GivenFlag } from '@/kernels/engines/command-line';
import type { FlagEffect, Outcome } from '@/kernels/engines/effects';
import type { PasteReport } from '@/kernels/engines/paste';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './command.module.css';
import { Marked } from './Marked';
import type { CommandMessages } from './messages';
import { defaultText, sourceTitle, sourceVersion, valueText } from './words';

interface FlagListProps {
  readonly report: PasteReport;
  readonly lang: Lang;
  readonly words: CommandMessages;
}

/** More flags than any command carries. */
const MOST = 80;

/** Every flag that was read, with its meaning, default and source, and what it moves. */
export function FlagList({ report, lang, words }: FlagListProps) {
  const say = words.flags;
  const flags = report.parsed.flags.slice(0, MOST);
  const effects = new Map(report.effects.map((effect) => [`${effect.flag} ${effect.at}`, effect]));
  const largest = Math.max(
    1,
    ...report.effects.flatMap((one) => [one.with, one.without].map((side) => side.planBytes ?? 0)),
  );
  const roomiest = Math.max(
    1,
    ...report.effects.flatMap((one) => [one.with, one.without].map((side) => side.cacheTokens ?? 0)),
  );
  const entry = (given: GivenFlag, index: number) => (
    <FlagEntry
      key={`${given.at} ${index}`}
      given={given}
      effect={effects.get(`${given.flag.name} ${given.at}`)}
      scale={{ planBytes: largest, cacheTokens: roomiest }}
      lang={lang}
      words={words}
    />
  );
  const plain = flags.filter(({ flag }) => flag.topic === 'server');
  const telling = flags.filter(({ flag }) => flag.topic !== 'server');
  return (
    <section className={styles.part} aria-label={say.title}>
      <h3>{say.title}</h3>
      {flags.length === 0 && <p className={styles.fine}>{say.none}</p>}
      <ul className={styles.flags}>{telling.map(entry)}</ul>
      {report.parsed.flags.length > MOST && (
        <p className={styles.fine}>
          {fill(say.more, { n: formatNumber(report.parsed.flags.length - MOST, 9) })}
        </p>
      )}
      {plain.length > 0 && (
        <details className={styles.plain}>
          <summary>{fill(say.server, { n: formatNumber(plain.length, 9) })}</summary>
          <ul className={styles.flags}>{plain.map(entry)}</ul>
        </details>
      )}
    </section>
  );
}

interface FlagEntryProps extends Omit<FlagListProps, 'report'> {
  readonly given: GivenFlag;
  readonly effect: FlagEffect | undefined;
  readonly scale: Required<Pick<Outcome, 'planBytes' | 'cacheTokens'>>;
}

function FlagEntry({ given, effect, scale, lang, words }: FlagEntryProps) {
  const say = words.flags;
  const { flag, written, key } = given;
  const source = flagSources[flag.source];
  return (
    <li data-flag={flag.name}>
      <p className={styles.flagName}>
        <code>
          {flag.name}
          {key && `.${key}`}
        </code>{' '}
        <span className={styles.value}>{valueText(given, words)}</span>
        {written.replace(/^-+/, '').replaceAll('_', '-').split('.')[0] !== flag.name.replace(/^-+/, '') && (
          <small> ({written})</small>
        )}
      </p>
      <p>
        <Marked text={flag[lang]} />
      </p>
      {effect && <Effect effect={effect} scale={scale} lang={lang} words={words} />}
      <p className={styles.from}>
        {say.topics[flag.topic]} ·{' '}
        {flag.moves !== 'modelId' && `${flag.gone ? say.gone : defaultText(given, words)} · `}
        <a href={source.url}>{sourceTitle(source, lang)}</a>
        {say.join}
        {sourceVersion(source, lang, words)}
      </p>
    </li>
  );
}

function Effect({
  effect,
  scale,
  lang,
  words,
}: Omit<FlagEntryProps, 'given' | 'effect'> & { effect: FlagEffect }) {
  const say = words.flags;
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const plan = (side: Outcome) => {
    const of = side.capacityBytes ? ` / ${bytes(side.capacityBytes)}` : '';
    return bytes(side.planBytes ?? 0) + of;
  };
  const room = (side: Outcome) => fill(say.tokens, { n: formatNumber(side.cacheTokens ?? 0, 9) });
  const moved = (key: keyof Outcome) => effect.without[key] !== effect.with[key];
  const rows = [
    ['plan', 'planBytes', plan, moved('planBytes') || moved('capacityBytes')],
    ['cache', 'cacheTokens', room, moved('cacheTokens')],
  ] as const;
  return (
    <dl className={styles.effect}>
      {rows.map(
        ([label, key, print, shown]) =>
          shown && (
            <div key={label}>
              <dt>{say[label]}</dt>
              {(['without', 'with'] as const).map((side) => (
                <dd key={side}>
                  <span>{say[side]}</span>
                  <span className={styles.track}>
                    <span
                      data-kind={label}
                      style={{ width: `${(100 * (effect[side][key] ?? 0)) / scale[key]}%` }}
                    />
                  </span>
                  <output data-metric={`${effect.flag}.${label}.${side}`} data-value={effect[side][key]}>
                    {print(effect[side])}
                  </output>
                </dd>
              ))}
            </div>
          ),
      )}
    </dl>
  );
}
