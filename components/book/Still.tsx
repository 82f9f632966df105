import type { ReactNode } from 'react';
import { StaticHtml } from './StaticHtml';
import { stillHtml } from './still-html';

/** Its children as one piece of HTML, or as they are when something in them is live. Takes no room of its own. */
export function Still({ children }: { children: ReactNode }) {
  const html = stillHtml(children);
  return html === undefined ? children : <StaticHtml as="div" className="still" html={html} />;
}
