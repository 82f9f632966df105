/** One of many workers that keep all cores busy at once. */
import * as Comlink from 'comlink';
import { type Core, openCore } from '@/kernels/gpu/machine/core';

let core: Core | undefined;
const opened = () => {
  if (!core) throw new Error('not opened');
  return core;
};

const api = {
  open(words: number) {
    core = openCore(words, () => performance.now() / 1000);
  },
  read: (seconds: number) => opened().read(seconds),
  multiply: (seconds: number) => opened().multiply(seconds),
};

export type CoreWorker = typeof api;
Comlink.expose(api);
