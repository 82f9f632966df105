'use client';

import { memo } from 'react';
import { fill } from '@/components/lang';
import { NumberField } from '@/components/ui/NumberField';
import { formatNumber } from '@/kernels/numbers/format';
import { ALLOCATOR_IDS, type AllocatorId, type Piece } from '@/kernels/serving/paging/allocator';
import type { FirstFrame } from './first-frame';
import { OWNER_COLOURS } from './map-layout';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import type { Player } from './player';
import { type RequestReport, reportOf, type SequenceReport } from './report';
import { useFrameValue, WORDS } from './use-frame';

export interface RequestPanelProps {
  readonly player: Player;
  readonly first: FirstFrame;
  readonly messages: PagingMessages;
  readonly request: number;
  readonly onFollow: (request: number) => void;
}

const MOST_BLOCKS = 48;

/** One request in all three caches: where its tokens lie, and its block table. */
export const RequestPanel = memo(function RequestPanel({
  player,
  first,
  messages,
  request,
  onFollow,
}: RequestPanelProps) {
  const seen = useFrameValue(
    player,
    WORDS,
    { report: first.report, arrived: first.arrived },
    ({ state }) => ({
      report: reportOf(state, request),
      arrived: state.arrived,
    }),
  );
  // Another request may have been picked since the last frame.
  const report =
    seen.report.request === request || !player.frame ? seen.report : reportOf(player.frame.state, request);
  const count = Math.max(seen.arrived, request + 1);
  return (
    <div className={styles.request}>
      <p className={styles.follow}>
        <NumberField
          inline
          name="follow"
          label={messages.follow}
          min={1}
          max={count}
          step={1}
          value={request + 1}
          onChange={(asked) => onFollow(asked - 1)}
        />
        <i className={styles.swatch} style={{ background: `var(--o${(request % OWNER_COLOURS) + 1})` }} />
      </p>
      <dl>
        {ALLOCATOR_IDS.map((id) => (
          <div key={id}>
            <dt>{messages.lanes[id].name}</dt>
            <dd>
              <Holding id={id} report={report} messages={messages} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
});

function Holding({
  id,
  report,
  messages,
}: {
  id: AllocatorId;
  report: RequestReport;
  messages: PagingMessages;
}) {
  const { status, holds } = report.lanes[id];
  if (holds.length === 0) return messages.status[status];
  return holds.map((hold) => (
    <div key={hold.answer}>
      {holds.length > 1 && <span>{fill(messages.answerOf, { n: hold.answer + 1 })}: </span>}
      {id === 'paged' ? <Table hold={hold} messages={messages} /> : spanText(hold, messages)}
    </div>
  ));
}

function spanText({ pieces: [piece], stored }: SequenceReport, messages: PagingMessages): string {
  if (!piece) return '';
  const { start, size } = piece;
  const group = (value: number) => formatNumber(value, 12);
  return fill(messages.contiguous, {
    start: group(start),
    end: group(start + size - 1),
    stored: group(stored),
    size: group(size),
  });
}

/** The block table: position in the text above, block of memory below. One piece of HTML: 150 elements to hydrate less. */
function Table({ hold, messages }: { hold: SequenceReport; messages: PagingMessages }) {
  return (
    <ol
      className={styles.blocks}
      aria-label={`${messages.table}: ${messages.tableHint}`}
      // Numbers, and a word of the book.
      dangerouslySetInnerHTML={{ __html: tableHtml(hold.pieces, messages) }}
    />
  );
}

function tableHtml(pieces: readonly Piece[], messages: PagingMessages): string {
  const shown = pieces.slice(0, MOST_BLOCKS).map(({ block, used, size, owners }, at) => {
    const shared = owners > 1 ? ' data-shared' : '';
    // Most blocks are full, which is how a cell looks anyway.
    const share = used < size ? ` style="--fill:${Math.round((used / size) * 100)}%"` : '';
    return `<li${shared}${share}><span>${at}</span><b>${block}</b></li>`;
  });
  const rest = pieces.length - shown.length;
  if (rest > 0) shown.push(`<li class="${styles.rest}">${fill(messages.more, { n: rest })}</li>`);
  return shown.join('');
}
