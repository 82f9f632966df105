/** How many nodes of a graph the runtime runs for one token, after it has fused what it can: by its own profile. */
import type { LlamaConfig } from '@/kernels/transformer/config';
import { createLlamaRunner, type OrtModule } from '../../runtime/llama-session';

/** A line of the profile that stands for a node that ran. Worked: `{"cat" : "Node", … "name" :"Add.7_kernel_time"` → yes. */
export const isNodeLine = (line: string) => /"cat"\s*:\s*"Node".*_kernel_time"/.test(line);

/** Hears what the runtime prints, while somebody listens. */
let heard: string[] | undefined;
let tapped = false;

/** The runtime prints its profile, and holds on to the console as it finds it: call this before it is loaded. */
export function tapConsole(): void {
  if (tapped) return;
  tapped = true;
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const own = console[name].bind(console);
    console[name] = (...given: unknown[]) => {
      if (heard) heard.push(given.join(' '));
      else own(...given);
    };
  }
}

/** On the processor. 0 where the profile says nothing. */
export async function countNodes(ort: OrtModule, graph: Uint8Array, config: LlamaConfig): Promise<number> {
  const runner = await createLlamaRunner(ort, graph, config, { provider: 'wasm', profile: true });
  try {
    await runner.forward([0]);
    heard = [];
    runner.endProfiling();
    return heard.filter(isNodeLine).length;
  } finally {
    heard = undefined;
    await runner.release();
  }
}
