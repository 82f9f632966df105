/** Every check by the id of its claim: what a test recomputes, and what the corrections print. */
import { BookError } from '../../errors';
import { agrees, type CheckedFigure, type ClaimCheck, type ClaimChecks } from './check';
import { deploymentChecks } from './deployment';
import { limitsChecks } from './limits';
import { managerChecks } from './manager';
import { oomChecks } from './oom';
import { whyMemoryChecks } from './why-memory';
import { whySpeedChecks } from './why-speed';

const checks: ClaimChecks = {
  ...whyMemoryChecks,
  ...whySpeedChecks,
  ...deploymentChecks,
  ...managerChecks,
  ...limitsChecks,
  ...oomChecks,
};

/** Ids of the claims that are recomputed. */
export const checkedClaims: readonly string[] = Object.keys(checks);

/** The figures of one claim. Throws `BookError('errata.unchecked')` for a claim without a check. */
export function claimFigures(id: string): ClaimCheck {
  const check = Object.hasOwn(checks, id) ? checks[id] : undefined;
  if (!check) throw new BookError('errata.unchecked', { id });
  return check();
}

export type Verdict = 'right' | 'right arithmetic' | 'misleading' | 'wrong' | 'unsourced';

/**
 * Whether a verdict can stand beside the comparison: a right claim agrees throughout, a wrong one misses somewhere,
 * right arithmetic comes out at least once. The other two are no matter of arithmetic alone.
 */
export function verdictStands(verdict: Verdict, figures: readonly CheckedFigure[]): boolean {
  const compared = figures.map(agrees).filter((one) => one !== undefined);
  if (verdict === 'right') return compared.every(Boolean);
  if (verdict === 'wrong') return compared.some((one) => !one);
  if (verdict === 'right arithmetic') return compared.some(Boolean);
  return true;
}
