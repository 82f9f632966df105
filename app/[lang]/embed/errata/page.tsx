import { embedRoute } from '@/components/book/embed-route';
import { Errata } from '@/components/simulators/errata';

export default embedRoute(Errata);
