/** The figure's two recorded reports, and a calc made of what they hold. */
import record from '../../../content/data/recorded/your-machine.json';
import type { MachineReport } from '../../gpu/machine/report';
import type { MicroId, MicroVariant } from '../../gpu/micro/ids';
import type { CalcDefinition, CalcTerm, CostAxis } from '../calc';
import { term } from './term';

type Unit = CalcTerm['unit'];
type Terms = readonly [symbol: string, value: number, unit: Unit][];

const reports = record.reports as unknown as Readonly<Record<'processor' | 'software', MachineReport>>;
export const { processor, software } = reports;
export const SOURCE = 'yourmachinerecord';

export function of(
  value: number,
  unit: Unit,
  axis: CostAxis,
  formula: string,
  terms: Terms,
  sources: string[] = [SOURCE],
): CalcDefinition {
  return () => ({
    value,
    unit,
    axis,
    formula,
    terms: terms.map(([symbol, amount, unitOf]) => term(symbol, amount, unitOf)),
    sources,
  });
}

export const measured = (report: MachineReport, benchmark: MicroId, variant: MicroVariant) => {
  const found = report.results.find((one) => one.benchmark === benchmark && one.variant === variant);
  return found?.state === 'measured' ? found : undefined;
};
