import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Lang } from '@/components/lang';
import { calcResult, calcText } from './calc';
import { remarkKatex } from './remark-plugins';

/** A live number in Markdown. Whatever stands after `calc:` is taken for its id, so that a wrong one fails the build. */
export const calcMark = /\{calc:([^}]*)\}/g;

export interface MarkdownOptions {
  /** Without the paragraph around it. */
  readonly inline?: boolean;
  /** Formulas as MathML alone, for pages with hundreds of them. */
  readonly light?: boolean;
  /** Numbers follow the reader's Setup, as those of the chapter do; else they are the running example's. */
  readonly live?: boolean;
}

/**
 * Markdown of exercises and interview items to HTML, at build. `{calc:id}` becomes the number in words; other `{name}`
 * placeholders are left for the reader's own random numbers.
 * @param name what is rendered, for an error's words
 */
export function renderMarkdown(
  source: string,
  lang: Lang,
  name: string,
  { inline, light, live }: MarkdownOptions = {},
): string {
  const withNumbers = source.replace(calcMark, (_, id: string) => {
    const text = calcText(id, lang);
    return live ? `<span data-calc="${id}" data-value="${calcResult(id).value}">${text}</span>` : text;
  });
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
