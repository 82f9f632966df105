import '../live/looks';
import '@/components/simulators/roofline/roofline.module.css';
import './machine.module.css';
import type { Lang } from '@/components/lang';
import { modelFileBytes } from '../runtime/file-bytes';
import { Door } from './Door';
import { processorLoops } from './processor-loops';

/** The lab of the reader's own machine: recorded reports in the page itself, the reader's own on demand. */
export function YourMachineLab({ lang }: { lang: Lang }) {
  const { model, wasm, webgpu } = modelFileBytes();
  return <Door lang={lang} bytes={{ model, wasm, webgpu }} loops={processorLoops()} />;
}
