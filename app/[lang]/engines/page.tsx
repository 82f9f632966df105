import { chapterRoute } from '@/components/book/chapter-route';
import { CommandSimulator } from '@/components/simulators/command';
import { EnginesSimulator } from '@/components/simulators/engines';

const route = chapterRoute('engines', { engines: EnginesSimulator, command: CommandSimulator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
