import { chapterRoute } from '@/components/book/chapter-route';
import { StructuredSimulator } from '@/components/simulators/structured';

const route = chapterRoute('structured', { structured: StructuredSimulator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
