interface HtmlProps {
  readonly html: string;
  readonly block?: boolean;
  readonly className?: string;
}

/** HTML rendered from the book's own markdown at build. */
export function Html({ html, block, className }: HtmlProps) {
  const Tag = block ? 'div' : 'span';
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the book's own build, texts escaped by fillHtml
  return <Tag className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
