import { chapterRoute } from '@/components/book/chapter-route';
import { PagingSimulator } from '@/components/simulators/paging';

const route = chapterRoute('paging', { paging: PagingSimulator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
