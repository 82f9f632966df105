import { fill, type Lang } from '@/components/lang';
import type { CalcUnit } from '@/kernels/cost/calc';
import { tokenCost } from '@/kernels/cost/money';
import { receipt } from '@/kernels/cost/receipt';
import type { Setup } from '@/kernels/cost/setup';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { setupMessages } from './messages';
import { setupNames } from './setup-names';

/** Lines that stand on the Receipt only once their guess is typed. */
export const guessedLines: ReadonlySet<string> = new Set(['rent', 'electricity', 'energy', 'carbon']);

/** Every printed figure of the Receipt by its place; a line whose guess is not typed has none. */
export function receiptTexts(setup: Setup, lang: Lang): Readonly<Record<string, string | undefined>> {
  const words = setupMessages[lang];
  const print = (value: number, unit: CalcUnit, digits = 3) => formatQuantity(value, unit, { lang, digits });
  const names = setupNames(setup, lang);
  const facts = { facts: names.all, requests: names.batch };
  try {
    const bill = receipt(setup);
    const cost = tokenCost(
      { tokensPerSecond: setup.batch / bill.floorSeconds, devices: setup.devices },
      setup.guesses ?? {},
    );
    const million = (value: number | undefined) =>
      value === undefined ? undefined : fill(words.perMillion, { n: formatNumber(value * 1e6, 3) });
    return {
      ...facts,
      'weights.step': print(bill.step.weightsReadBytes, 'bytes', 4),
      'weights.token': print(bill.token.weightsReadBytes, 'bytes'),
      'cache.step': print(bill.step.cacheReadBytes, 'bytes'),
      'cache.token': print(bill.token.cacheReadBytes, 'bytes'),
      'arithmetic.step': print(bill.step.arithmeticFlops, 'flops'),
      'arithmetic.token': print(bill.token.arithmeticFlops, 'flops'),
      memory: print(bill.memorySeconds, 'seconds'),
      compute: print(bill.computeSeconds, 'seconds', 2),
      floor: print(bill.floorSeconds, 'seconds'),
      rate: print(setup.batch / bill.floorSeconds, 'tokensPerSecond'),
      rent: million(cost.rent),
      electricity: million(cost.electricity),
      energy: cost.energyJoules === undefined ? undefined : `${formatNumber(cost.energyJoules, 3)}\u202fJ`,
      carbon:
        cost.carbonGrams === undefined ? undefined : `${formatNumber(cost.carbonGrams * 1e6, 3)}\u202fg / M`,
    };
  } catch {
    // A device without a rate for the format has no bill; the Setup is still named.
    return facts;
  }
}
