import type { Lang } from '@/components/lang';
import type { DecodeBounds, DecodeResult } from '@/kernels/gpu/machine/decode';
import live from '../../live/live.module.css';
import { ChainTable } from './ChainTable';
import type { DecodeMessages } from './messages';
import { PocketTable } from './PocketTable';

export interface DecodeBlockProps {
  readonly result: DecodeResult;
  /** The bandwidth that was measured where each thing runs: `decodeBounds(report)`. */
  readonly bound: DecodeBounds;
  readonly words: DecodeMessages;
  readonly lang: Lang;
}

/** Everything that decoding showed. Without state, so that the server draws it for a recorded report. */
export function DecodeBlock({ result, bound, words, lang }: DecodeBlockProps) {
  const parts = { result, bound, words, lang };
  const ended = words.ended[result.state];
  return (
    <div className={live.results} data-decode={result.state}>
      {ended && <p className={live.source}>{ended}</p>}
      <PocketTable {...parts} />
      <ChainTable {...parts} />
    </div>
  );
}
