'use client';

import { memo, type PointerEvent, useMemo, useRef } from 'react';
import { AxisBelow } from '@/components/charts/axes';
import chartStyles from '@/components/charts/charts.module.css';
import { logScale } from '@/components/charts/scales';
import type { Slo } from '@/components/charts/timeline/draw';
import { fill, type Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import type { ParamSpec } from '@/kernels/simulator';
import styles from './batching.module.css';
import { shareWithin, sortedTimes } from './goodput';
import type { BatchingMessages } from './messages';
import { sloSpecs } from './params';
import { POLICY_IDS, type PolicyId } from './policies';
import { secondsText } from './readings';
import type { PolicyResults } from './types';

export interface SloPanelProps {
  readonly results: PolicyResults;
  readonly shown: readonly PolicyId[];
  readonly slo: Slo;
  readonly lang: Lang;
  readonly messages: BatchingMessages;
  readonly onChange: (key: string, value: number) => void;
}

const WIDTH = 600;
const HEIGHT = 170;
const LEFT = 18;
const RIGHT = WIDTH - 18;
const POINTS = 120;

/** Two promises: for each the share of requests within any time, by policy, and the line to drag. */
export function SloPanel(props: SloPanelProps) {
  const { messages, slo, onChange } = props;
  const values = { ttftSloSeconds: slo.ttftSeconds, tpotSloSeconds: slo.tpotSeconds };
  return (
    <fieldset className={styles.promises}>
      <legend>{messages.promises}</legend>
      {sloSpecs.map((spec) => (
        <div key={spec.key} className={styles.promise}>
          <ParamControls
            specs={sloSpecs}
            only={[spec.key]}
            values={values}
            words={messages}
            onChange={(key, value) => onChange(key, Number(value))}
          />
          <Curves {...props} spec={spec} kind={spec.key === 'ttftSloSeconds' ? 'ttft' : 'tpot'} />
        </div>
      ))}
    </fieldset>
  );
}

function Curves({
  results,
  shown,
  slo,
  lang,
  messages,
  onChange,
  spec,
  kind,
}: SloPanelProps & { spec: ParamSpec; kind: 'ttft' | 'tpot' }) {
  const svg = useRef<SVGSVGElement>(null);
  const { min = 1, max = 1, step = 1 } = spec;
  const x = logScale([min, max], [LEFT, RIGHT]);
  const limit = kind === 'ttft' ? slo.ttftSeconds : slo.tpotSeconds;
  const drag = (event: PointerEvent) => {
    if (!svg.current || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = svg.current.getBoundingClientRect();
    const share = (((event.clientX - box.left) / box.width) * WIDTH - LEFT) / (RIGHT - LEFT);
    const raw = min * (max / min) ** Math.max(0, Math.min(1, share));
    onChange(spec.key, Math.max(min, Math.min(max, Number((Math.round(raw / step) * step).toPrecision(12)))));
  };
  const ticks = (kind === 'ttft' ? [0.1, 0.3, 1, 3, 10] : [0.01, 0.03, 0.1, 0.3]).map((seconds) => ({
    at: x(seconds),
    label: secondsText(seconds, lang),
  }));
  return (
    <svg
      ref={svg}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 24}`}
      className={`${chartStyles.chart} ${styles.curves}`}
      role="img"
      aria-label={fill(messages.curveLabel, { name: messages.curve[kind] })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
    >
      <title>{messages.curve[kind]}</title>
      <line x1={LEFT} x2={RIGHT} y1={12} y2={12} className={styles.full} />
      <AxisBelow y={HEIGHT} from={LEFT} to={RIGHT} ticks={ticks} />
      {POLICY_IDS.map((policy) => (
        <Curve
          key={policy}
          policy={policy}
          shown={shown.includes(policy)}
          times={results[policy].timeline}
          {...{ kind, min, max }}
        />
      ))}
      <g transform={`translate(${x(limit)} 0)`} className={styles.limit}>
        <line y1={4} y2={HEIGHT} />
        <path d={`M-6 ${HEIGHT}l6 -9l6 9z`} />
      </g>
    </svg>
  );
}

const Curve = memo(function Curve({
  policy,
  shown,
  times,
  kind,
  min,
  max,
}: {
  policy: PolicyId;
  shown: boolean;
  times: PolicyResults[PolicyId]['timeline'];
  kind: 'ttft' | 'tpot';
  min: number;
  max: number;
}) {
  const path = useMemo(() => {
    const sorted = sortedTimes(times, kind);
    // An answer of one token has no interval: nothing was promised for it.
    const sent =
      kind === 'tpot'
        ? Array.from(times.outputTokens).filter((tokens) => tokens > 1).length
        : times.ids.length;
    let text = '';
    for (let at = 0; at <= POINTS; at++) {
      const share = shareWithin(sorted, min * (max / min) ** (at / POINTS), sent);
      const px = LEFT + (at / POINTS) * (RIGHT - LEFT);
      text += `${at === 0 ? 'M' : 'L'}${px.toFixed(1)} ${(HEIGHT - share * (HEIGHT - 12)).toFixed(1)}`;
    }
    return text;
  }, [times, kind, min, max]);
  return <path d={path} className={styles.curve} data-policy={policy} data-shown={shown || undefined} />;
});
