/** All calcs of the book by id: the one table behind every `<Calc>` of the prose. */
import type { CalcDefinition } from '../calc';
import { batchingCalcs } from './batching';
import { billCalcs } from './bill';
import { bytesCalcs } from './bytes';
import { chooseCalcs } from './choose';
import { enginesCalcs } from './engines';
import { errataCalcs } from './errata';
import { flopsCalcs } from './flops';
import { latencyCalcs } from './latency';
import { moneyCalcs } from './money';
import { pagingCalcs } from './paging';
import { prefixCalcs } from './prefix';
import { quantizeCalcs } from './quantize';
import { rooflineCalcs } from './roofline';
import { scaleOutCalcs } from './scale-out';
import { speculativeCalcs } from './speculative';
import { structuredCalcs } from './structured';
import { yourMachineCalcs } from './your-machine';

export const calcs: Readonly<Record<string, CalcDefinition>> = {
  ...quantizeCalcs,
  ...pagingCalcs,
  ...prefixCalcs,
  ...enginesCalcs,
  ...errataCalcs,
  ...batchingCalcs,
  ...billCalcs,
  ...bytesCalcs,
  ...chooseCalcs,
  ...flopsCalcs,
  ...latencyCalcs,
  ...moneyCalcs,
  ...rooflineCalcs,
  ...scaleOutCalcs,
  ...speculativeCalcs,
  ...structuredCalcs,
  ...yourMachineCalcs,
};
