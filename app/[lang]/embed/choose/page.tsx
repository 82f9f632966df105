import { embedRoute } from '@/components/book/embed-route';
import { Chooser } from '@/components/simulators/choose';

export default embedRoute(Chooser);
