/** A formula set at build time. The HTML comes from KaTeX, never from a reader. */
export function InlineFormula({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own output
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Formula({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own output
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
