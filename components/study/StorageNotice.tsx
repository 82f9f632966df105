import type { Lang } from '@/components/lang';
import { studyMessages } from './messages';
import { StorageNoticeView } from './StorageNoticeView';

/** Says once per page, in the reader's language, that what they do will not be kept. */
export function StorageNotice({ lang }: { lang: Lang }) {
  return <StorageNoticeView messages={studyMessages[lang].storage} />;
}
