import { chapterRoute } from '@/components/book/chapter-route';
import { ScaleOutSimulator } from '@/components/simulators/scale-out';
import { StepTimeCalculator } from '@/components/simulators/step-time';

const route = chapterRoute('scale-out', {
  'scale-out': ScaleOutSimulator,
  'step-time': StepTimeCalculator,
});

export const generateMetadata = route.generateMetadata;
export default route.Page;
