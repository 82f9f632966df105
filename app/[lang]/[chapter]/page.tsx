import type { Metadata } from 'next';
import { ChapterPage } from '@/components/book/ChapterPage';
import type { Lang } from '@/components/lang';
import { loadPage } from '@/content/loader/chapter';
import { writtenChapters } from '@/content/loader/outline';

export const dynamicParams = false;

export function generateStaticParams() {
  return writtenChapters().map((chapter) => ({ chapter: chapter.id }));
}

type Params = { params: Promise<{ lang: string; chapter: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { lang, chapter } = await params;
  const page = await loadPage(lang as Lang, chapter);
  return { title: page.title, description: page.description };
}

export default async function Chapter({ params }: Params) {
  const { lang, chapter } = await params;
  return <ChapterPage lang={lang as Lang} id={chapter} />;
}
