import { embedRoute } from '@/components/book/embed-route';
import { RooflineCalculator } from '@/components/simulators/roofline';

export default embedRoute(RooflineCalculator);
