import '../live/looks';
import './paged.module.css';
import type { Lang } from '@/components/lang';
import { Door } from './Door';

/** The lab of the chapter on paging: recorded times in the page itself, the reader's own on demand. */
export function PagedAttentionLab({ lang }: { lang: Lang }) {
  return <Door lang={lang} />;
}
