import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Lang } from '@/components/lang';
import { contentPath, hasContent } from './paths';

const bilingual = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const bilingualList = z.object({ en: z.array(z.string().min(1)), zh: z.array(z.string().min(1)) });

const outlineSchema = z.object({
  parts: z.array(
    z.object({
      id: z.string(),
      title: bilingual,
      axis: z.enum(['memory', 'compute', 'latency', 'choosing']),
    }),
  ),
  chapters: z.array(
    z.object({
      id: z.string().regex(/^[a-z-]+$/),
      number: z.number().int().positive(),
      part: z.string(),
      title: bilingual,
      summary: bilingual,
      prerequisites: z.array(z.string()),
      minutes: z.number().int().positive(),
      objectives: bilingualList,
      written: z.boolean(),
    }),
  ),
});

export type Outline = z.infer<typeof outlineSchema>;
export type OutlineChapter = Outline['chapters'][number];
export type OutlinePart = Outline['parts'][number];

let cached: Outline | undefined;

/** The book's table of contents. Throws with the field's path when `outline.json` is not what it should be. */
export function loadOutline(): Outline {
  if (cached && process.env.NODE_ENV === 'production') return cached;
  const outline = outlineSchema.parse(JSON.parse(readFileSync(contentPath('outline.json'), 'utf8')));
  const ids = new Set(outline.chapters.map((chapter) => chapter.id));
  for (const chapter of outline.chapters) {
    for (const id of chapter.prerequisites) {
      if (!ids.has(id)) throw new Error(`outline.json: ${chapter.id} asks for the unknown chapter ${id}`);
    }
    if (!outline.parts.some((part) => part.id === chapter.part)) {
      throw new Error(`outline.json: ${chapter.id} stands in the unknown part ${chapter.part}`);
    }
    for (const lang of ['en', 'zh'] as const) {
      if (chapter.written && !hasContent(lang, chapter.id, 'index.mdx')) {
        throw new Error(
          `outline.json: ${chapter.id} is marked written but content/${lang}/${chapter.id} is missing`,
        );
      }
    }
  }
  cached = outline;
  return outline;
}

export function chapterById(id: string): OutlineChapter {
  const chapter = loadOutline().chapters.find((entry) => entry.id === id);
  if (!chapter) throw new Error(`outline.json has no chapter ${id}`);
  return chapter;
}

export function partOf(chapter: OutlineChapter): OutlinePart {
  return loadOutline().parts.find((part) => part.id === chapter.part)!;
}

/** Chapters that can be read today, in the order of the book. */
export function writtenChapters(): OutlineChapter[] {
  return loadOutline().chapters.filter((chapter) => chapter.written);
}

export function neighbours(id: string): { previous?: OutlineChapter; next?: OutlineChapter } {
  const written = writtenChapters();
  const at = written.findIndex((chapter) => chapter.id === id);
  return { previous: written[at - 1], next: written[at + 1] };
}

/** Where a link to a chapter leads: the chapter, or its place in the contents while it is unwritten. */
export function chapterHref(lang: Lang, chapter: OutlineChapter): string {
  return chapter.written ? `/${lang}/${chapter.id}/` : `/${lang}/contents/#${chapter.id}`;
}
