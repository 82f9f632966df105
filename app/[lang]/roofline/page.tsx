import { chapterRoute } from '@/components/book/chapter-route';
import { RooflineCalculator } from '@/components/simulators/roofline';

const route = chapterRoute('roofline', { roofline: RooflineCalculator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
