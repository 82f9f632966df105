import type { Lang } from '@/components/lang';
import { studyMessages } from './messages';
import { ProgressFileView } from './ProgressFileView';

/** Saving one's progress to a file and loading it elsewhere: browsers forget, files do not. */
export function ProgressFile({ lang }: { lang: Lang }) {
  return <ProgressFileView messages={studyMessages[lang].file} />;
}
