import type { Lang } from '@/components/lang';
import type { CalcResult } from '@/kernels/cost/calc';
import { calcs } from '@/kernels/cost/calcs';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { formatQuantity } from '@/kernels/numbers/format';

/** The value of a calc under the running example. An unknown id fails the build. */
export function calcResult(id: string): CalcResult {
  const definition = calcs[id];
  if (!definition) throw new Error(`no calc has the id ${id}`);
  const result = definition(RUNNING_EXAMPLE);
  if (!Number.isFinite(result.value)) throw new Error(`calc ${id} gives ${result.value}`);
  return result;
}

/** A calc's value as it is printed in a sentence. */
export function calcText(id: string, lang: Lang): string {
  const result = calcResult(id);
  return formatQuantity(result.value, result.unit, { lang, digits: result.digits });
}
