import { embedRoute } from '@/components/book/embed-route';
import { BillCalculator } from '@/components/simulators/bill';

export default embedRoute(BillCalculator);
