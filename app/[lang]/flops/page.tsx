import { chapterRoute } from '@/components/book/chapter-route';
import { FlopsCalculator } from '@/components/simulators/flops';

const route = chapterRoute('flops', { flops: FlopsCalculator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
