import { embedRoute } from '@/components/book/embed-route';
import { YourMachineLab } from '@/components/labs/your-machine';

export default embedRoute(YourMachineLab);
