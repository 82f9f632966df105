import type { Lang } from '@/components/lang';
import { Contents } from './Contents';
import { bookMessages } from './messages';
import { PlainPage } from './PlainPage';

export function ContentsPage({ lang }: { lang: Lang }) {
  return (
    <PlainPage lang={lang} path="contents/" title={bookMessages[lang].contents}>
      <Contents lang={lang} />
    </PlainPage>
  );
}
