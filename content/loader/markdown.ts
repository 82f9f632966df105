import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Lang } from '@/components/lang';
import { calcText } from './calc';
import { remarkKatex } from './remark-plugins';

/** A live number in Markdown. Whatever stands after `calc:` is taken for its id, so that a wrong one fails the build. */
export const calcMark = /\{calc:([^}]*)\}/g;

/**
 * Markdown of exercises and interview items to HTML, at build. `{calc:id}` becomes the live number in words;
 * other `{name}` placeholders are left for the reader's own random numbers. `inline` drops the outer paragraph;
 * `light` writes formulas as MathML alone, for pages with hundreds of them.
 */
export function renderMarkdown(
  source: string,
  lang: Lang,
  name: string,
  inline = false,
  light = false,
): string {
  const withNumbers = source.replace(calcMark, (_, id: string) => calcText(id, lang));
  const html = String(
    unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkMath)
      // biome-ignore lint/suspicious/noExplicitAny: unified's plugin type wants its own tree type
      .use(remarkKatex as any, { name, target: 'html', output: light ? 'mathml' : undefined })
      .use(remarkRehype, { allowDangerousHtml: true })
      .use(rehypeStringify, { allowDangerousHtml: true })
      .processSync(withNumbers),
  );
  const single = /^<p>([\s\S]*)<\/p>$/.exec(html);
  return inline && single && !single[1].includes('<p>') ? single[1] : html;
}
