import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import data from '@/content/data/recorded/quantize.json';
import { formatQuantity } from '@/kernels/numbers/format';
import { defaultParams } from '@/kernels/simulator';
import { modelFileBytes } from '../runtime/file-bytes';
import { labMessages } from './messages';
import { gridOf, gridSpecs } from './params';
import { QuantizeView } from './QuantizeView';
import { Results } from './Results';
import { type Recorded, recordedPoints, recordedResult } from './recorded';

const recorded = data as unknown as Recorded;

/** The lab of the chapter on quantizing: recorded figures in the page itself, live ones on demand. */
export function QuantizeLab({ lang }: { lang: Lang }) {
  const messages = labMessages[lang];
  const tensors = recorded.tensors.map(({ name }) => name);
  const grid = gridOf(defaultParams(gridSpecs));
  const result = recordedResult(recorded, grid, tensors[0], lang);
  const points = recordedPoints(recorded).filter((point) => point.grid.scheme === grid.scheme);
  return (
    <QuantizeView
      lang={lang}
      messages={messages}
      figure={figureMessages[lang]}
      initial={result}
      points={points}
      tensors={tensors}
      bytes={modelFileBytes()}
      record={{
        date: recorded.date,
        machine: recorded.machine,
        weights: formatQuantity(recorded.weights, 'count', { lang }),
      }}
    >
      <Results
        result={result}
        points={points}
        speedNote={messages.wasmSpeed}
        messages={messages}
        lang={lang}
      />
    </QuantizeView>
  );
}
