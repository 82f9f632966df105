import { LANGS, type Lang } from '@/components/lang';
import { exerciseFile } from '@/components/study/exercise-file';
import { writtenChapters } from '@/content/loader/outline';

export const dynamic = 'force-static';
export const dynamicParams = false;

export function generateStaticParams() {
  return writtenChapters().flatMap((chapter) => LANGS.map((lang) => ({ lang, chapter: chapter.id })));
}

/** A chapter's exercises as data: fetched when the first of them comes near the screen. */
export async function GET(_: Request, { params }: { params: Promise<{ lang: string; chapter: string }> }) {
  const { lang, chapter } = await params;
  return Response.json(await exerciseFile(lang as Lang, chapter));
}
