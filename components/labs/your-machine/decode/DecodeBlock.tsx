import type { Lang } from '@/components/lang';
import type { DecodeBounds, DecodeResult } from '@/kernels/gpu/machine/decode';
import live from '../../live/live.module.css';
import { ChainSource } from './ChainSource';
import { DecodePart } from './DecodePart';
import styles from './decode.module.css';
import type { DecodeMessages } from './messages';
import { chainNotes, mediansLine, pocketNotes, unsteadyLine } from './notes';
import { chainRows, pocketRows } from './rows';
import { ShareBars } from './ShareBars';

export interface DecodeBlockProps {
  readonly result: DecodeResult;
  /** The bandwidth that was measured where each thing runs: `decodeBounds(report)`. */
  readonly bound: DecodeBounds;
  readonly words: DecodeMessages;
  readonly lang: Lang;
}

/** Everything that decoding showed. Without state, so that the server draws it for a recorded report. */
export function DecodeBlock({ result, bound, words, lang }: DecodeBlockProps) {
  const pocket = pocketRows(result, bound, words, lang);
  const chain = chainRows(result, bound, words, lang);
  const unsteady = unsteadyLine(pocket, chain, words, lang);
  const nothing = pocket.length + chain.length === 0;
  const ended = (nothing && words.early[result.state]) || words.ended[result.state];
  return (
    <div data-decode={result.state}>
      {ended && <p className={live.source}>{ended}</p>}
      {nothing && !ended && <p className={live.source}>{words.none}</p>}
      {!nothing && (
        <section className={styles.part} aria-label={words.shareTitle}>
          <h4>
            {words.shareTitle} <small>{words.shareHint}</small>
          </h4>
          <ShareBars pocket={pocket} chain={chain} words={words} lang={lang} />
          <p className={live.note}>{mediansLine(result, words)}</p>
          {unsteady && (
            <p className={live.note} data-note="unsteady">
              {unsteady}
            </p>
          )}
        </section>
      )}
      <DecodePart
        id="pocket"
        title={words.pocketTitle}
        rows={pocket}
        notes={pocketNotes(result, words, lang)}
        words={words}
      />
      <DecodePart
        id="chain"
        title={words.chainTitle}
        rows={chain}
        notes={chainNotes(result, words, lang)}
        words={words}
      >
        <ChainSource chain={result.chain} words={words} />
      </DecodePart>
    </div>
  );
}
