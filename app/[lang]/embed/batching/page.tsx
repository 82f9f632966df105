import { embedRoute } from '@/components/book/embed-route';
import { BatchingSimulator } from '@/components/simulators/batching';

export default embedRoute(BatchingSimulator);
