import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Lang } from '@/components/lang';
import { compileMdx, type Heading } from './mdx';
import { contentPath, hasContent } from './paths';
import { countWords, readingMinutes } from './words';

const frontmatterSchema = z.object({
  title: z.string().min(1),
  question: z.string().min(1).optional(),
  description: z.string().min(1),
});

export interface Page {
  readonly id: string;
  readonly lang: Lang;
  readonly title: string;
  readonly question?: string;
  readonly description: string;
  readonly code: string;
  readonly headings: readonly Heading[];
  readonly words: number;
  readonly minutes: number;
  /** The first guess of the page, if it asks for one: its answer is veiled until the reader commits or skips. */
  readonly guessId?: string;
}

/** Reads and compiles `content/<lang>/<id>/index.mdx`. Errors name the file. */
export async function loadPage(lang: Lang, id: string): Promise<Page> {
  const name = `content/${lang}/${id}/index.mdx`;
  const source = readFileSync(contentPath(lang, id, 'index.mdx'), 'utf8');
  const compiled = await compileMdx(source, name);
  const parsed = frontmatterSchema.safeParse(compiled.frontmatter);
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  const words = countWords(source, lang);
  return {
    id,
    lang,
    ...parsed.data,
    code: compiled.code,
    headings: compiled.headings,
    words,
    minutes: readingMinutes(words, lang),
    guessId: /<Guess\s[^>]*?id="([^"]+)"/.exec(source)?.[1],
  };
}

/** The descriptions of a chapter's calcs, shown when a number is opened. */
export function loadCalcNotes(lang: Lang, id: string): Record<string, string> {
  if (!hasContent(lang, id, 'calcs.json')) return {};
  return z
    .record(z.string(), z.string().min(1))
    .parse(JSON.parse(readFileSync(contentPath(lang, id, 'calcs.json'), 'utf8')));
}

/** A calc as a page shows it: following the reader's Setup, or pinned to the running example. */
export interface UsedCalc {
  readonly id: string;
  readonly fixed: boolean;
}

/** The calcs a page shows, each way once, in order of first appearance. */
export function calcsUsedIn(lang: Lang, id: string): UsedCalc[] {
  const source = readFileSync(contentPath(lang, id, 'index.mdx'), 'utf8');
  const used = new Map<string, UsedCalc>();
  for (const [tag, calc] of source.matchAll(/<Calc\s+id="([^"]+)"[^>]*>/g)) {
    const fixed = /\sfixed="true"/.test(tag);
    used.set(`${calc} ${fixed}`, { id: calc, fixed });
  }
  return [...used.values()];
}

/** The simulators and labs a page shows, in order of first appearance. */
export function figuresIn(lang: Lang, id: string): string[] {
  const source = readFileSync(contentPath(lang, id, 'index.mdx'), 'utf8');
  return [...new Set([...source.matchAll(/<(?:Simulator|Lab)\s+id="([^"]+)"/g)].map((match) => match[1]))];
}
