'use client';

import { createElement } from 'react';
import { keptHtml } from './static-store';

export interface StaticHtmlViewProps {
  readonly id: string;
  readonly as: 'span' | 'div' | 'p' | 'li' | 'dd';
  readonly className?: string;
  /** Only while developing: there the page is rendered again in the browser and needs the words. */
  readonly html?: string;
}

/**
 * While the page is made, its HTML; in the browser, whatever stands there already: React leaves the inside of such an
 * element alone when it hydrates, so nothing is sent twice and nothing is compared.
 */
export function StaticHtmlView({ id, as, className, html }: StaticHtmlViewProps) {
  const inside = html ?? (typeof window === 'undefined' ? keptHtml(id) : '');
  return createElement(as, {
    className,
    suppressHydrationWarning: true,
    dangerouslySetInnerHTML: { __html: inside },
  });
}
