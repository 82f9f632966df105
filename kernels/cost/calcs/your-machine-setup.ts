/** What one device of the reader's Setup could read while a browser starts a kernel; and how soon it has read Pocket. */
import { acceleratorById } from '../../catalog/accelerators';
import type { CalcDefinition } from '../calc';
import type { Setup } from '../setup';
import { term } from './term';

/** The least that WebGPU was measured to take for one dispatch, on Vulkan. */
export const START_SECONDS = 24e-6;
/** Pocket's numbers: the embedding serves as output layer too. */
const POCKET_PARAMETERS = 3_541_248;
const FP32_BYTES = 4;

const bandwidth = (setup: Setup) => acceleratorById(setup.acceleratorId).bandwidth_gbs * 1e9;
const bandwidthTerm = (setup: Setup) =>
  term('\\beta', bandwidth(setup), 'bytesPerSecond', acceleratorById(setup.acceleratorId).name);

export const yourMachineSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'your-machine.pocketRead': (setup) => ({
    value: (POCKET_PARAMETERS * FP32_BYTES) / bandwidth(setup),
    unit: 'seconds',
    axis: 'memory',
    formula: '\\dfrac{\\memory{4\\,P}}{\\memory{\\beta}}',
    terms: [term('P', POCKET_PARAMETERS, 'parameters'), bandwidthTerm(setup)],
  }),
  'your-machine.startBytes': (setup) => ({
    value: bandwidth(setup) * START_SECONDS,
    unit: 'bytes',
    axis: 'latency',
    formula: '\\memory{\\beta}\\,\\latency{t_0}',
    terms: [bandwidthTerm(setup), term('t_0', START_SECONDS, 'seconds', 'maczan2026')],
    sources: ['maczan2026'],
  }),
};
