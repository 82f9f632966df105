import { fill } from '@/components/lang';
import { llama7b } from '@/kernels/gpu/chain/plan';
import { rowText } from '@/kernels/gpu/chain/wasm-rows';
import { chainWgsl } from '@/kernels/gpu/chain/wgsl';
import type { DecodeResult } from '@/kernels/gpu/machine/decode';
import machine from '../machine.module.css';
import styles from './decode.module.css';
import type { DecodeMessages } from './messages';

/** The kernels of the chain as they ran, format by format. */
export function ChainSource({ chain, words }: Pick<DecodeResult, 'chain'> & { words: DecodeMessages }) {
  const ran = chain.filter(({ state }) => state === 'measured').reverse();
  if (ran.length === 0) return null;
  return (
    <div className={styles.sources}>
      {ran.map(({ place, format }) => (
        <details key={format}>
          <summary>{fill(words.sourceOf, { format })}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by keyboard too */}
          <pre className={machine.code} tabIndex={0} data-source-of={`chain-${format}`}>
            <code>
              {place === 'webgpu' || format === 'fp16' ? chainWgsl(format) : rowText(format, llama7b.hidden)}
            </code>
          </pre>
        </details>
      ))}
    </div>
  );
}
