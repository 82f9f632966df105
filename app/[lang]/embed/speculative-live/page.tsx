import { embedRoute } from '@/components/book/embed-route';
import { SpeculativeLab } from '@/components/labs/speculative-live';

export default embedRoute(SpeculativeLab);
