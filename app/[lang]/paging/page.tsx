import { Suspense } from 'react';
import { chapterRoute } from '@/components/book/chapter-route';
import { PagedAttentionLab } from '@/components/labs/paged-attention';
import type { Lang } from '@/components/lang';
import { PagingSimulator } from '@/components/simulators/paging';

/** Far down the page: a boundary of its own, so that the first figure answers before this one is hydrated. */
function LaterLab(props: { lang: Lang }) {
  return (
    <Suspense fallback={null}>
      <PagedAttentionLab {...props} />
    </Suspense>
  );
}

const route = chapterRoute('paging', { paging: PagingSimulator, 'paged-attention': LaterLab });

export const generateMetadata = route.generateMetadata;
export default route.Page;
