import { embedRoute } from '@/components/book/embed-route';
import { MeasuredRows } from '@/components/simulators/measured';

export default embedRoute(MeasuredRows);
