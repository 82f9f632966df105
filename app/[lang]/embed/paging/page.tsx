import { embedRoute } from '@/components/book/embed-route';
import { PagingSimulator } from '@/components/simulators/paging';

export default embedRoute(PagingSimulator);
