/**
 * What a screen reader should call a choice that holds a formula: its words and the formula's MathML text. A formula
 * alone gives no accessible name to a label in every browser. Undefined where the label's own text will do.
 */
export function spokenLabel(html: string): string | undefined {
  if (!html.includes('katex')) return undefined;
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const unspoken of parsed.querySelectorAll('.katex-html')) unspoken.remove();
  return parsed.body.textContent?.replace(/\s+/g, ' ').trim() || undefined;
}
