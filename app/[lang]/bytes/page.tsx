import { chapterRoute } from '@/components/book/chapter-route';
import { MemoryPlanner } from '@/components/simulators/memory-planner';
import { OomCase } from '@/components/simulators/oom-case';

const route = chapterRoute('bytes', { 'memory-planner': MemoryPlanner, 'oom-case': OomCase });

export const generateMetadata = route.generateMetadata;
export default route.Page;
