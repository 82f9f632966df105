import { embedRoute } from '@/components/book/embed-route';
import { PrefixSimulator } from '@/components/simulators/prefix';

export default embedRoute(PrefixSimulator);
