import { chapterRoute } from '@/components/book/chapter-route';
import { LiveBatchingLab } from '@/components/labs/live-batching';
import { BatchingSimulator } from '@/components/simulators/batching';

const route = chapterRoute('batching', { batching: BatchingSimulator, 'live-batching': LiveBatchingLab });

export const generateMetadata = route.generateMetadata;
export default route.Page;
