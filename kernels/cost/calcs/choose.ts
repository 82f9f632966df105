/** The numbers of the chapter on choosing. */
import type { CalcDefinition } from '../calc';
import { chooseFixedCalcs } from './choose-fixed';
import { chooseManagerCalcs } from './choose-manager';
import { chooseSetupCalcs } from './choose-setup';
import { chooseThroughputCalcs } from './choose-throughput';

export const chooseCalcs: Record<string, CalcDefinition> = {
  ...chooseSetupCalcs,
  ...chooseFixedCalcs,
  ...chooseThroughputCalcs,
  ...chooseManagerCalcs,
};
