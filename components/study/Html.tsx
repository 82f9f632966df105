interface HtmlProps {
  readonly html: string;
  readonly block?: boolean;
  readonly className?: string;
  /** Marks the prompt of an exercise, whose numbers change with the variant. */
  readonly 'data-prompt'?: '';
}

/** HTML rendered from the book's own markdown at build. */
export function Html({ html, block, ...rest }: HtmlProps) {
  const Tag = block ? 'div' : 'span';
  return <Tag {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}
