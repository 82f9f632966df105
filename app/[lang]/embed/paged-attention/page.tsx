import { embedRoute } from '@/components/book/embed-route';
import { PagedAttentionLab } from '@/components/labs/paged-attention';

export default embedRoute(PagedAttentionLab);
