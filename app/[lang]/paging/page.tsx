import { chapterRoute } from '@/components/book/chapter-route';
import { PagedAttentionLab } from '@/components/labs/paged-attention';
import { PagingSimulator } from '@/components/simulators/paging';

const route = chapterRoute('paging', { paging: PagingSimulator, 'paged-attention': PagedAttentionLab });

export const generateMetadata = route.generateMetadata;
export default route.Page;
