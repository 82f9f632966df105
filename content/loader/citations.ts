import { readFileSync } from 'node:fs';
import type { Lang } from '@/components/lang';
import { contentPath } from './paths';

/** The references a page cites, in order of first appearance. */
export function citedIn(lang: Lang, id: string): string[] {
  const source = readFileSync(contentPath(lang, id, 'index.mdx'), 'utf8');
  return [...new Set([...source.matchAll(/<Cite\s+id="([^"]+)"/g)].map((match) => match[1]))];
}
