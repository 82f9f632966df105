import { chapterRoute } from '@/components/book/chapter-route';
import { Chooser } from '@/components/simulators/choose';
import { QuantizationManager } from '@/components/simulators/quantization-manager';

const route = chapterRoute('choose', {
  choose: Chooser,
  'quantization-manager': QuantizationManager,
});

export const generateMetadata = route.generateMetadata;
export default route.Page;
