import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { fleetRuns, scaleOutFigure } from '@/kernels/serving/scale-out/figure';
import { scaleOutPresets } from '@/kernels/serving/scale-out/params';
import { scaleOutMessages } from './messages';
import { ScaleOutView } from './ScaleOutView';

/** The scale-out simulator; its first scene is run at build, so that the page shows it without a script. */
export function ScaleOutSimulator({ lang }: { lang: Lang }) {
  const { params, seed } = scaleOutPresets.chat;
  const first = fleetRuns(RUNNING_EXAMPLE, scaleOutFigure(RUNNING_EXAMPLE, params), seed);
  return (
    <ScaleOutView
      lang={lang}
      messages={scaleOutMessages[lang]}
      figure={figureMessages[lang]}
      first={first && rounded(first)}
    />
  );
}

/** Times to a tenth of a millisecond: the drawing shows no more, and the page carries every digit. */
function rounded(runs: NonNullable<ReturnType<typeof fleetRuns>>) {
  const short = (time: number) => Number(time.toFixed(4));
  const lane = (one: typeof runs.together) => ({
    ...one,
    spans: one.spans.map((span) => ({ ...span, from: short(span.from), to: short(span.to) })),
  });
  return { ...runs, together: lane(runs.together), apart: lane(runs.apart) };
}
