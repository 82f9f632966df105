/** The chapter's numbers about the notes' manager: how often it says what, and how often each fault occurs. */
import { ensure } from '../../errors';
import type { CalcDefinition } from '../calc';
import type { ManagerFault } from '../quantization-manager/compare';
import { type ManagerGrid, managerGrid } from '../quantization-manager/figure';
import type { QuantMethod } from '../quantization-manager/manager';
import { managerPresets } from '../quantization-manager/params';
import { term } from './term';

let grid: ManagerGrid | undefined;
/** At the figure's first length of context. */
function cells(): ManagerGrid {
  grid ??= managerGrid(managerPresets.refused.params.heldTokens);
  return grid;
}

const counted = (read: (grid: ManagerGrid) => number): CalcDefinition => {
  return () => ({
    value: read(cells()),
    unit: 'count',
    formula: 'N',
    terms: [term('N', read(cells()), 'count')],
  });
};
const says = (method: QuantMethod) =>
  counted(({ cells: all }) => all.filter(({ said }) => said.method === method).length);
const fault = (id: ManagerFault | 'none') => counted(({ counts }) => counts[id]);
const pair = (model: string, card: string) => {
  const found = cells().cells.find(({ modelKey, gpu }) => modelKey === model && gpu === card);
  ensure(found, 'manager.no-pair', { model, card });
  return found;
};
const worst = () =>
  cells().cells.reduce((a, b) =>
    a.said.tokensPerSecond / a.boundTokensPerSecond > b.said.tokensPerSecond / b.boundTokensPerSecond ? a : b,
  );

export const chooseManagerCalcs: Readonly<Record<string, CalcDefinition>> = {
  'choose.managerPairs': () => ({
    value: cells().cells.length,
    unit: 'count',
    formula: '5 \\cdot 6',
    terms: [],
  }),
  'choose.managerClean': fault('none'),
  'choose.managerFp16': says('fp16'),
  'choose.managerInt8': says('int8'),
  'choose.managerAwq': says('int4_awq'),
  'choose.managerGguf': says('gguf'),
  'choose.managerBroken': fault('does-not-fit'),
  'choose.managerNarrow': fault('refused-though-fits'),
  'choose.managerBinary': fault('decimal-against-binary'),
  'choose.managerFast': fault('faster-than-bandwidth'),
  'choose.managerElsewhere': fault('speed-of-another-card'),
  'choose.managerWeights': fault('weights-off'),
  'choose.managerWorst': () => ({
    value: worst().said.tokensPerSecond / worst().boundTokensPerSecond,
    unit: 'ratio',
    formula: 'r_\\mathrm{said} / r_\\mathrm{bound}',
    terms: [
      term('r_\\mathrm{said}', worst().said.tokensPerSecond, 'tokensPerSecond'),
      term('r_\\mathrm{bound}', worst().boundTokensPerSecond, 'tokensPerSecond'),
    ],
  }),
  'choose.managerRule': () => {
    const { said } = pair('llama-70b', 'RTX4090-24GB');
    return {
      value: said.minGpuMemoryGb * 1e9,
      unit: 'bytes',
      axis: 'memory',
      formula: '1.2 \\cdot W_{16} \\cdot b/16',
      terms: [term('W_{16}', 140e9, 'bytes'), term('b', said.bits, 'bits')],
    };
  },
  'choose.managerNeeds': () => {
    const { ours } = pair('llama-70b', 'A100-80GB');
    return {
      value: ours?.bytes ?? 0,
      unit: 'bytes',
      axis: 'memory',
      formula: 'W + C + A + R',
      terms: [term('M', pair('llama-70b', 'A100-80GB').holdsBytes, 'bytes', 'a100-80-sxm')],
    };
  },
  'choose.managerHolds': () => ({
    value: pair('llama-70b', 'A100-80GB').holdsBytes,
    unit: 'bytes',
    axis: 'memory',
    formula: '80 \\cdot 2^{30}',
    terms: [],
  }),
};
