import { chapterRoute } from '@/components/book/chapter-route';
import { SpeculativeLab } from '@/components/labs/speculative-live';
import { SpeculativeSimulator } from '@/components/simulators/speculative';

const route = chapterRoute('speculative', {
  speculative: SpeculativeSimulator,
  'speculative-live': SpeculativeLab,
});

export const generateMetadata = route.generateMetadata;
export default route.Page;
