/** Counts what is handed to any GPU of this thread, whoever does it: a runtime keeps its device to itself. */

export interface Counts {
  readonly dispatches: number;
  readonly submits: number;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Counts until `stop` is called, which gives the browser its own methods back. */
export function countDispatches(): { readonly counts: () => Counts; readonly stop: () => void } {
  let dispatches = 0;
  let submits = 0;
  const undo: (() => void)[] = [];
  const wrap = (owner: object | undefined, name: string, count: () => void) => {
    const methods = owner as Record<string, Method> | undefined;
    const own = methods?.[name];
    if (!methods || !own) return;
    methods[name] = function (...given) {
      count();
      return own.apply(this, given);
    };
    undo.push(() => {
      methods[name] = own;
    });
  };
  const pass = globalThis.GPUComputePassEncoder?.prototype;
  const dispatched = () => void dispatches++;
  wrap(pass, 'dispatchWorkgroups', dispatched);
  wrap(pass, 'dispatchWorkgroupsIndirect', dispatched);
  wrap(globalThis.GPUQueue?.prototype, 'submit', () => void submits++);
  return {
    counts: () => ({ dispatches, submits }),
    stop() {
      for (const back of undo) back();
    },
  };
}
