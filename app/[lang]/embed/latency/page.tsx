import { embedRoute } from '@/components/book/embed-route';
import { LatencyCalculator } from '@/components/simulators/latency';

export default embedRoute(LatencyCalculator);
