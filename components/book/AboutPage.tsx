import type { Lang } from '@/components/lang';
import { createRegistry } from '@/components/registry';
import { loadPage } from '@/content/loader/chapter';
import { mdxComponent } from '@/content/loader/mdx';
import { CalcPopovers } from './Calc';
import { PlainPage } from './PlainPage';

/** About the book: words from content, set like a page. */
export async function AboutPage({ lang }: { lang: Lang }) {
  const page = await loadPage(lang, 'about');
  const Content = mdxComponent(page.code);
  return (
    <PlainPage lang={lang} path="about/" title={page.title} lead={page.question}>
      <Content components={createRegistry({ lang, chapter: 'about' }, {})} />
      <CalcPopovers place={{ lang, chapter: 'about' }} />
    </PlainPage>
  );
}
