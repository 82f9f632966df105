import { embedRoute } from '@/components/book/embed-route';
import { StepTimeCalculator } from '@/components/simulators/step-time';

export default embedRoute(StepTimeCalculator);
