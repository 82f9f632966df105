import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds on a page that is serious or critical, by all its rules or by those named. */
export async function seriousFindings(page: Page, rules?: string[]) {
  // No frames in these pages, and only violations are asked for: that halves the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], reporter: 'no-passes' });
  const result = await (rules ? axe.withRules(rules) : axe).analyze();
  return result.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0].target} ${violation.nodes[0].failureSummary}`);
}
