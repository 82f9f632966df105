/** The generators of each chapter, loaded when an exercise of that chapter first needs one. */
import { ensure } from '../../errors';
import type { Generator } from '../types';

export type GeneratorTable = Readonly<Record<string, Generator>>;

const loaders: Readonly<Record<string, () => Promise<GeneratorTable>>> = {
  batching: async () => (await import('./batching')).batchingGenerators,
  bill: async () => (await import('./bill')).billGenerators,
  bytes: async () => (await import('./bytes')).bytesGenerators,
  choose: async () => (await import('./choose')).chooseGenerators,
  engines: async () => (await import('./engines')).enginesGenerators,
  errata: async () => (await import('./errata')).errataGenerators,
  flops: async () => (await import('./flops')).flopsGenerators,
  latency: async () => (await import('./latency')).latencyGenerators,
  money: async () => (await import('./money')).moneyGenerators,
  paging: async () => (await import('./paging')).pagingGenerators,
  prefix: async () => (await import('./prefix')).prefixGenerators,
  quantize: async () => (await import('./quantize')).quantizeGenerators,
  roofline: async () => (await import('./roofline')).rooflineGenerators,
  'scale-out': async () => (await import('./scale-out')).scaleOutGenerators,
  speculative: async () => (await import('./speculative')).speculativeGenerators,
  structured: async () => (await import('./structured')).structuredGenerators,
  'your-machine': async () => (await import('./your-machine')).yourMachineGenerators,
};

export const generatorChapters: readonly string[] = Object.keys(loaders);

/** A generator by its full name. The table may name it with or without the chapter. Throws BookError on an unknown name. */
export async function loadGenerator(name: string): Promise<Generator> {
  const chapter = name.split('.')[0];
  const load = Object.hasOwn(loaders, chapter) ? loaders[chapter] : undefined;
  ensure(load, 'practice.unknownGenerator', { name });
  const table = await load();
  const tail = name.slice(chapter.length + 1);
  const key = Object.hasOwn(table, name) ? name : tail;
  ensure(Object.hasOwn(table, key), 'practice.unknownGenerator', { name });
  return table[key];
}
