/** Everything of the lab that comes with the first interaction: the recorded figures, the drawing, the worker's door. */
import data from '@/content/data/recorded/quantize.json';
import { bitWidths, type Grid, groupSizes } from './params';
import { type Recorded, recordedPoints, recordedResult, recordedTensor } from './recorded';

export { createController } from './controller';
export { Results } from './Results';

const recorded = data as unknown as Recorded;
export const points = recordedPoints(recorded);
export const resultFor = (grid: Grid, tensor: string, lang: string) =>
  recordedResult(recorded, grid, tensor, lang);
export const tensorFor = (grid: Grid, tensor: string) => recordedTensor(recorded, grid, tensor);

/** Every width with every fence, in the scheme and for the tensors at hand. */
export function sweepGrids({ scheme, tensors }: Grid): Grid[] {
  const fences = [
    { granularity: 'tensor', groupSize: 32 },
    { granularity: 'channel', groupSize: 32 },
    ...groupSizes.map((groupSize) => ({ granularity: 'group', groupSize }) as const),
  ] as const;
  return bitWidths.flatMap((bits) => fences.map((fence) => ({ bits, scheme, tensors, ...fence })));
}
