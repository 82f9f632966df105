import { embedRoute } from '@/components/book/embed-route';
import { CommandSimulator } from '@/components/simulators/command';

export default embedRoute(CommandSimulator);
