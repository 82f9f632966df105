import { fill } from '@/components/lang';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]);
}

/** Puts texts in place of `{name}` in ready HTML. The texts are escaped: they are words and numbers, never markup. */
export function fillHtml(html: string, texts: Readonly<Record<string, string>>): string {
  const safe = Object.entries(texts).map(([name, text]) => [name, escapeHtml(text)]);
  return fill(html, Object.fromEntries(safe));
}
