import type { Lang } from '@/components/lang';
import { claimFigures } from '@/kernels/cost/errata';
import { formatQuantity } from '@/kernels/numbers/format';
import type { Claim } from './data';
import { renderMarkdown } from './markdown';

/** A text of a claim with its figures put in: `{computed:name}` is what the check of that claim computes. */
function withFigures(claim: Claim, text: string, lang: Lang): string {
  return text.replace(/\{computed:(\w+)\}/g, (_, name: string) => {
    const figures = claimFigures(claim.id);
    if (!Object.hasOwn(figures, name)) throw new Error(`claim ${claim.id}: no figure is called ${name}`);
    const { value, unit, digits } = figures[name];
    return formatQuantity(value, unit, { lang, digits });
  });
}

/** A text of a claim as HTML. The numbers are those of the notes' own cases and do not follow the reader's Setup. */
export function claimHtml(claim: Claim, text: string, lang: Lang, light = false): string {
  return renderMarkdown(withFigures(claim, text, lang), lang, `claim ${claim.id}`, { inline: true, light });
}

export const claimSource = (claim: Claim, lang: Lang): string =>
  typeof claim.source === 'string' ? claim.source : claim.source[lang];
