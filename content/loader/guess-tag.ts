import { readFileSync } from 'node:fs';
import type { Lang } from '@/components/lang';
import { contentPath } from './paths';

/** The attributes of the `<Guess>` with the given id in a chapter's text. Throws when there is none. */
export function readGuessTag(lang: Lang, chapter: string, id: string): Record<string, string> {
  const source = readFileSync(contentPath(lang, chapter, 'index.mdx'), 'utf8');
  for (const [, inside] of source.matchAll(/<Guess\s([^>]*)>/g)) {
    const attributes = Object.fromEntries([...inside.matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]));
    if (attributes.id === id) return attributes;
  }
  throw new Error(`content/${lang}/${chapter}/index.mdx: there is no <Guess id="${id}">`);
}
