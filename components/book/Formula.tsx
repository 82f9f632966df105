import { StaticHtml } from './StaticHtml';

/** A formula set at build time. The HTML comes from KaTeX, never from a reader. */
export function InlineFormula({ html }: { html: string }) {
  return <StaticHtml html={html} />;
}

export function Formula({ html }: { html: string }) {
  return <StaticHtml as="div" html={html} />;
}
