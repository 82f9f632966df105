import { chapterRoute } from '@/components/book/chapter-route';
import { MoneyCalculator } from '@/components/simulators/money';

const route = chapterRoute('money', { money: MoneyCalculator });

export const generateMetadata = route.generateMetadata;
export default route.Page;
