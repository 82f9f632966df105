import { chapterRoute } from '@/components/book/chapter-route';
import { LatencyCalculator } from '@/components/simulators/latency';
import { MeasuredRows } from '@/components/simulators/measured';

const route = chapterRoute('latency', { latency: LatencyCalculator, measured: MeasuredRows });

export const generateMetadata = route.generateMetadata;
export default route.Page;
