import { embedRoute } from '@/components/book/embed-route';
import { LiveBatchingLab } from '@/components/labs/live-batching';

export default embedRoute(LiveBatchingLab);
