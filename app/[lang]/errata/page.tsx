import { chapterRoute } from '@/components/book/chapter-route';
import { Errata } from '@/components/simulators/errata';

const route = chapterRoute('errata', { errata: Errata });

export const generateMetadata = route.generateMetadata;
export default route.Page;
