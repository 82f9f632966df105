/** A formula set at build time. The HTML comes from KaTeX, never from a reader. */
export function InlineFormula({ html }: { html: string }) {
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Formula({ html }: { html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
