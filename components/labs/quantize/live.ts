/** Everything of the lab that comes with the first interaction: the recorded figures, the drawing, the worker's door. */
import data from '@/content/data/recorded/quantize.json';
import { createController } from './controller';
import { bitWidths, type Grid, groupSizes } from './params';
import { Results } from './Results';
import { type Recorded, recordedPoints, recordedResult } from './recorded';

const recorded = data as unknown as Recorded;

export const live = {
  createController,
  Results,
  points: recordedPoints(recorded),
  resultFor: (grid: Grid, tensor: string, lang: string) => recordedResult(recorded, grid, tensor, lang),
  sweepGrids,
};

/** Every width with every fence, in the scheme and for the tensors at hand. */
function sweepGrids({ scheme, tensors }: Grid): Grid[] {
  const fences = [
    { granularity: 'tensor', groupSize: 32 },
    { granularity: 'channel', groupSize: 32 },
    ...groupSizes.map((groupSize) => ({ granularity: 'group', groupSize }) as const),
  ] as const;
  return bitWidths.flatMap((bits) => fences.map((fence) => ({ bits, scheme, tensors, ...fence })));
}
