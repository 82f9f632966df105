import { embedRoute } from '@/components/book/embed-route';
import { FlopsCalculator } from '@/components/simulators/flops';

export default embedRoute(FlopsCalculator);
