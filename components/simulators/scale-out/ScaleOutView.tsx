'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { type FleetRuns, type ScaleOutFigure, scaleOutFigure } from '@/kernels/serving/scale-out/figure';
import { scaleOutParams, scaleOutPresets } from '@/kernels/serving/scale-out/params';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { LaneTable } from './LaneTable';
import type { ScaleOutMessages, TokenMetric } from './messages';
import { RATE_HEIGHT, RatePanel } from './RatePanel';
import styles from './scale-out.module.css';
import { TimePanel } from './TimePanel';
import { TOKEN_HEIGHT, TokenPanel } from './TokenPanel';
import { timeHeight } from './time-rows';
import { useFleetRuns } from './use-fleet-runs';

interface ScaleOutViewProps {
  readonly lang: Lang;
  readonly messages: ScaleOutMessages;
  readonly figure: FigureMessages;
  /** The first scene, run at build. */
  readonly first: FleetRuns | undefined;
}

const spec = {
  specs: scaleOutParams,
  presets: scaleOutPresets,
  firstPreset: 'chat',
  compute: scaleOutFigure,
};

const above = ['tensorParallel', 'pipelineStages', 'prefillDevices', 'decodeDevices', 'arrivalsPerSecond'];

/** Powers differ in their last bits from machine to machine, and the page is made on another one. */
const steady = (value: number) => Number(value.toPrecision(9));

function tokenMetrics({ token, curve, transferSeconds }: ScaleOutFigure): Record<TokenMetric, number> {
  return {
    tokenSeconds: steady(token.seconds),
    communicationSeconds: steady(token.linkSeconds + token.latencySeconds),
    communicationShare: steady((token.linkSeconds + token.latencySeconds) / token.seconds),
    tokensPerDeviceSecond: steady(token.tokensPerDeviceSecond),
    kneeDevices: curve.kneeDevices,
    fastestDevices: curve.fastestDevices,
    transferSeconds: steady(transferSeconds),
  };
}

/** One token over more devices, a fleet under more requests, and what its instances do meanwhile. */
export function ScaleOutView({ lang, messages, figure, first }: ScaleOutViewProps) {
  const calculator = useCalculator(spec);
  const { result, setup, settings } = calculator;
  const { runs, settled } = useFleetRuns(setup, result, settings.seed, first);
  const drawings = useRef<HTMLDivElement>(null);
  const { fleet, curve, token, problem } = result;
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const devices = (count: number) => `${formatNumber(count, 4)}\u202f${messages.units.devices}`;
  const metrics = tokenMetrics(result);
  const text = (name: TokenMetric, value: number) => {
    if (name === 'communicationShare') return percent(value);
    return name.endsWith('Seconds') ? seconds(value) : formatNumber(value, 3);
  };
  const shown = problem ? undefined : runs;
  const sentence =
    fill(messages.tokenSentence, {
      devices: devices(token.devices),
      seconds: seconds(token.seconds),
      talk: seconds(metrics.communicationSeconds),
      knee: devices(curve.kneeDevices),
    }) +
    (problem ? messages.problems[problem] : '') +
    (shown && settled
      ? fill(messages.fleetSentence, {
          rate: formatNumber(fleet.arrivalsPerSecond, 3),
          together: percent(shown.together.metrics.attainment),
          apart: percent(shown.apart.metrics.attainment),
        })
      : '');
  const each = fleet.tensorParallel * fleet.pipelineStages;
  const all = fleet.prefillDevices + fleet.decodeDevices;
  const idle = all - (fleet.prefillInstances + fleet.decodeInstances) * each;
  return (
    <CalculatorFigure
      id="scale-out"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={scaleOutParams}
      calculator={calculator}
      sentence={sentence}
      state={settled ? 'done' : 'running'}
      above={above}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label) => ({ label, numeric: true })),
        rows: curve.tensor.map((point, at) => [
          point.devices,
          seconds(point.seconds),
          seconds(point.memorySeconds),
          seconds(point.computeSeconds),
          seconds(point.linkSeconds),
          seconds(point.latencySeconds),
          seconds(curve.pipeline[at].seconds),
          point.fits ? '✓' : '–',
        ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => {
          const wide = width > 500;
          const panel = wide ? 436 : width;
          const rateTop = wide ? 0 : TOKEN_HEIGHT + 12;
          const timeTop = rateTop + RATE_HEIGHT + 14;
          const height = timeTop + (shown ? timeHeight(result) : 0);
          return (
            <svg
              key={width}
              viewBox={`0 0 ${width} ${height}`}
              className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
              role="img"
              aria-label={messages.drawing}
            >
              <TokenPanel
                result={result}
                batch={setup.batch}
                contextTokens={setup.contextTokens}
                lang={lang}
                words={messages}
                width={panel}
              />
              {shown && (
                <g className={settled ? undefined : styles.stale}>
                  <g transform={`translate(${wide ? width - panel : 0} ${rateTop})`}>
                    <RatePanel runs={shown} rate={fleet.arrivalsPerSecond} words={messages} width={panel} />
                  </g>
                  <g transform={`translate(0 ${timeTop})`}>
                    <TimePanel result={result} runs={shown} words={messages} width={width} />
                  </g>
                </g>
              )}
            </svg>
          );
        })}
      </div>
      {idle > 0 && <p className={styles.note}>{fill(messages.idle, { n: idle, devices: all })}</p>}
      <dl className={styles.readings}>
        {(Object.keys(messages.metrics) as TokenMetric[]).map((name) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd>
              <output data-metric={name} data-value={metrics[name]}>
                {text(name, metrics[name])}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <LaneTable runs={shown} lang={lang} words={messages} />
    </CalculatorFigure>
  );
}
