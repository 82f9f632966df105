import { embedRoute } from '@/components/book/embed-route';
import { MemoryPlanner } from '@/components/simulators/memory-planner';

export default embedRoute(MemoryPlanner);
