import { embedRoute } from '@/components/book/embed-route';
import { EnginesSimulator } from '@/components/simulators/engines';

export default embedRoute(EnginesSimulator);
