import { embedRoute } from '@/components/book/embed-route';
import { OomCase } from '@/components/simulators/oom-case';

export default embedRoute(OomCase);
