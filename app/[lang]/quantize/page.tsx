import { chapterRoute } from '@/components/book/chapter-route';
import { QuantizeLab } from '@/components/labs/quantize';

const route = chapterRoute('quantize', { quantize: QuantizeLab });

export const generateMetadata = route.generateMetadata;
export default route.Page;
