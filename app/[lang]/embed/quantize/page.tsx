import { embedRoute } from '@/components/book/embed-route';
import { QuantizeLab } from '@/components/labs/quantize';

export default embedRoute(QuantizeLab);
