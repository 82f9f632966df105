import { chapterRoute } from '@/components/book/chapter-route';
import { YourMachineLab } from '@/components/labs/your-machine';

const route = chapterRoute('your-machine', { 'your-machine': YourMachineLab });

export const generateMetadata = route.generateMetadata;
export default route.Page;
