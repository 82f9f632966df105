import { createElement } from 'react';
import { StaticHtmlView, type StaticHtmlViewProps } from './StaticHtmlView';
import { keepHtml } from './static-store';
import { isMakingStill } from './still-html';

/** Text of the book that is HTML already (formulas, rendered markdown) and never changes in the browser. */
export function StaticHtml({
  html,
  as = 'span',
  className,
}: {
  html: string;
  as?: StaticHtmlViewProps['as'];
  className?: string;
}) {
  if (isMakingStill()) return createElement(as, { className, dangerouslySetInnerHTML: { __html: html } });
  const developing = process.env.NODE_ENV !== 'production';
  return (
    <StaticHtmlView id={keepHtml(html)} as={as} className={className} html={developing ? html : undefined} />
  );
}
