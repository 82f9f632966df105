import '../live/looks';
import './batching.module.css';
import type { Lang } from '@/components/lang';
import { modelFileBytes } from '../runtime/file-bytes';
import { Door } from './Door';

/** The live lab of the chapter on batching: a recorded run in the page itself, the reader's own on demand. */
export function LiveBatchingLab({ lang }: { lang: Lang }) {
  return <Door lang={lang} bytes={modelFileBytes()} />;
}
