/** The numbers of the chapter on the reader's own machine: counted, recorded, and those of the reader's Setup. */
import type { CalcDefinition } from '../calc';
import { yourMachineDecodeCalcs } from './your-machine-decode';
import { yourMachineKernelCalcs } from './your-machine-kernels';
import { yourMachineRecordedCalcs } from './your-machine-recorded';
import { yourMachineSetupCalcs } from './your-machine-setup';

export const yourMachineCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...yourMachineSetupCalcs,
  ...yourMachineKernelCalcs,
  ...yourMachineRecordedCalcs,
  ...yourMachineDecodeCalcs,
};
