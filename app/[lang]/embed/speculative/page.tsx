import { embedRoute } from '@/components/book/embed-route';
import { SpeculativeSimulator } from '@/components/simulators/speculative';

export default embedRoute(SpeculativeSimulator);
