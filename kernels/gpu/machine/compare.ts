/** Two machine reports side by side. */
import { type MicroId, type MicroVariant, microIds, microVariants } from '../micro/ids';
import { bestRates, type MachineReport, type MeasuredResult, type Rate, rateOf } from './report';

/** `a` and `b` are rates; `ratio` is b over a, so above 1 where b is faster. */
export interface ComparedRate {
  readonly benchmark: MicroId;
  /** None where the fastest variant of each report is compared, whichever it is. */
  readonly variant?: MicroVariant;
  readonly unit: Rate['unit'];
  readonly a: number;
  readonly b: number;
  readonly ratio: number;
  /** Whether the two quartile ranges lie apart; where they overlap, the difference may be chance. */
  readonly apart: boolean;
  /** Whether both ran on the same extents. Larger problems are often faster. */
  readonly sameSize: boolean;
}

export interface MachineComparison {
  /** The fastest variants, benchmark by benchmark. */
  readonly best: readonly ComparedRate[];
  /** Variant against the same variant; none between a GPU and a processor, whose variants are other programs. */
  readonly variants: readonly ComparedRate[];
  /** Whether both clocks are of the same kind: a queue's times hold delays that a device's do not. */
  readonly sameClock: boolean;
}

/** What only one of the two has is left out. Worked: 1 ms against 0.5 ms for the same work → ratio 2. */
export function compareMachineReports(a: MachineReport, b: MachineReport): MachineComparison {
  const best = [bestRates(a), bestRates(b)];
  const samePrograms = (a.clock === 'processor') === (b.clock === 'processor');
  const of = ({ results }: MachineReport, benchmark: MicroId, variant: MicroVariant) =>
    results.find(
      (result): result is MeasuredResult =>
        result.state === 'measured' && result.benchmark === benchmark && result.variant === variant,
    );
  return {
    best: microIds.flatMap((benchmark) =>
      compare(benchmark, undefined, best[0][benchmark]?.result, best[1][benchmark]?.result),
    ),
    variants: (samePrograms ? microIds : []).flatMap((benchmark) =>
      microVariants[benchmark].flatMap((variant) =>
        compare(benchmark, variant, of(a, benchmark, variant), of(b, benchmark, variant)),
      ),
    ),
    sameClock: a.clock === b.clock,
  };
}

function compare(
  benchmark: MicroId,
  variant: MicroVariant | undefined,
  a: MeasuredResult | undefined,
  b: MeasuredResult | undefined,
): ComparedRate[] {
  if (!a || !b) return [];
  const [rateA, rateB] = [rateOf(a), rateOf(b)];
  const range = (result: MeasuredResult, { value }: Rate) => {
    const { median, low, high } = result.seconds;
    return [(value * median) / high, (value * median) / low];
  };
  const [[lowA, highA], [lowB, highB]] = [range(a, rateA), range(b, rateB)];
  const names = new Set([...Object.keys(a.size), ...Object.keys(b.size)]);
  return [
    {
      benchmark,
      ...(variant && { variant }),
      unit: rateA.unit,
      a: rateA.value,
      b: rateB.value,
      ratio: rateB.value / rateA.value,
      apart: highA < lowB || highB < lowA,
      sameSize: [...names].every((name) => a.size[name] === b.size[name]),
    },
  ];
}
