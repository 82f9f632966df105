import { embedRoute } from '@/components/book/embed-route';
import { StructuredSimulator } from '@/components/simulators/structured';

export default embedRoute(StructuredSimulator);
