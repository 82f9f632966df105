import type { Metadata } from 'next';
import type { Lang } from '@/components/lang';
import type { LiveViews } from '@/components/registry';
import { loadPage } from '@/content/loader/chapter';
import { ChapterPage } from './ChapterPage';

type Params = { params: Promise<{ lang: string }> };

/** What a chapter's route exports: its page and the facts of its head. @param views the figures that its text shows. */
export function chapterRoute(id: string, views: LiveViews) {
  return {
    async generateMetadata({ params }: Params): Promise<Metadata> {
      const { lang } = await params;
      const page = await loadPage(lang as Lang, id);
      return { title: page.title, description: page.description };
    },
    async Page({ params }: Params) {
      const { lang } = await params;
      return <ChapterPage lang={lang as Lang} id={id} views={views} />;
    },
  };
}
