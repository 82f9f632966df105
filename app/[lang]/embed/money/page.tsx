import { embedRoute } from '@/components/book/embed-route';
import { MoneyCalculator } from '@/components/simulators/money';

export default embedRoute(MoneyCalculator);
