import { embedRoute } from '@/components/book/embed-route';
import { QuantizationManager } from '@/components/simulators/quantization-manager';

export default embedRoute(QuantizationManager);
