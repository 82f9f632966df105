import { Children, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';
import styles from './ChapterPage.module.css';
import { StaticHtml } from './StaticHtml';
import { stillHtml } from './still-html';

/**
 * A chapter's text with its figures: what lies between two live parts becomes one piece of HTML. The pieces' own
 * boxes vanish (`display: contents`), so that the text is laid out as if they were not there.
 */
export function ChapterText({ text }: { text: ReactElement }) {
  const parts: ReactNode[] = [];
  let run = '';
  const close = () => {
    if (run.trim()) parts.push(<StaticHtml key={parts.length} as="div" className={styles.run} html={run} />);
    run = '';
  };
  const nodes =
    text.type === Fragment
      ? Children.toArray((text as ReactElement<{ children?: ReactNode }>).props.children)
      : [text];
  for (const node of nodes) {
    const html = stillHtml(node);
    if (html === undefined) {
      close();
      parts.push(isValidElement(node) ? node : <Fragment key={parts.length}>{node}</Fragment>);
    } else run += html;
  }
  close();
  return parts;
}
