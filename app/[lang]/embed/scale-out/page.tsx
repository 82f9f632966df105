import { embedRoute } from '@/components/book/embed-route';
import { ScaleOutSimulator } from '@/components/simulators/scale-out';

export default embedRoute(ScaleOutSimulator);
