import { chapterRoute } from '@/components/book/chapter-route';
import { BillCalculator } from '@/components/simulators/bill';

const route = chapterRoute('bill', { bill: BillCalculator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
