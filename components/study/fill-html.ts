import { fill } from '@/components/lang';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Puts texts in place of `{name}` in ready HTML. The texts are escaped: they are words and numbers, never markup. */
export function fillHtml(html: string, texts: Readonly<Record<string, string>>): string {
  const safe = Object.entries(texts).map(([name, text]) => [
    name,
    text.replace(/[&<>"']/g, (char) => ENTITIES[char]),
  ]);
  return fill(html, Object.fromEntries(safe));
}
