import { chapterRoute } from '@/components/book/chapter-route';
import { PrefixSimulator } from '@/components/simulators/prefix';

const route = chapterRoute('prefix', { prefix: PrefixSimulator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
