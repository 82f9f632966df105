import { Still } from '@/components/book/Still';
import { TimeSeries } from '@/components/charts/TimeSeries';
import { fill } from '@/components/lang';
import type { AllocatorId } from '@/kernels/serving/paging/allocator';
import type { PagingMessages } from './messages';
import { FIRST_STEP, timeShare } from './readings';

const BANDS = ['used', 'internal', 'external'] as const;

/** A cache's memory over time as it stands in the HTML. The figure draws it anew in place: no script holds its paths. */
export function StaticChart({
  id,
  paths,
  messages,
}: {
  id: AllocatorId;
  paths: readonly string[];
  messages: PagingMessages;
}) {
  return (
    <Still>
      <TimeSeries
        label={fill(messages.chart, { name: messages.lanes[id].name })}
        paths={paths}
        bands={BANDS}
        cursor={timeShare(FIRST_STEP, FIRST_STEP)}
      />
    </Still>
  );
}
