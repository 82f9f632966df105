import { expect, test } from 'vitest';
import { managerGrid } from '@/kernels/cost/quantization-manager/figure';
import { managerFaultIds, managerParams, managerPresets } from '@/kernels/cost/quantization-manager/params';

test('the grid counts what its cells show', () => {
  const { cells, counts } = managerGrid(2048);
  expect(cells).toHaveLength(30);
  expect(counts).toEqual({
    'does-not-fit': 4,
    'too-big-by-own-rule': 4,
    'refused-though-fits': 6,
    'decimal-against-binary': 5,
    'faster-than-bandwidth': 17,
    'speed-of-another-card': 5,
    'weights-off': 6,
    none: 3,
  });
  const found = new Set(cells.flatMap(({ faults }) => faults.map(({ id }) => id)));
  expect([...found].sort()).toEqual([...managerFaultIds].sort());
});

test('a longer context turns two answers over', () => {
  const fits = (tokens: number) =>
    managerGrid(tokens)
      .cells.filter((cell) => cell.fits)
      .map(({ modelKey, gpu }) => `${modelKey} ${gpu}`);
  const gone = fits(2048).filter((pair) => !fits(4096).includes(pair));
  expect(gone).toEqual(['llama-13b T4-16GB']);
  const ours = (tokens: number) =>
    managerGrid(tokens).cells.find(({ modelKey, gpu }) => modelKey === 'llama-7b' && gpu === 'T4-16GB')?.ours
      ?.format;
  expect([ours(2048), ours(4096)]).toEqual(['fp16', 'int8']);
});

test('every scene names a model, a card and a fault of the tables', () => {
  for (const { params } of Object.values(managerPresets))
    for (const { key, choices } of managerParams)
      if (choices) expect(choices).toContain((params as Record<string, unknown>)[key]);
});
