/** Reads one entry of a report's `results`. */
import { microIds, microVariants } from '../micro/ids';
import { number, object, oneOf, spreadOf, words, wrong } from './fields';
import { type MachineResult, skipReasons } from './report';

/** One variant's time, or why it has none. */
export function readResult(value: unknown, path: string): MachineResult {
  const fields = object(value, path);
  const benchmark = oneOf(fields.benchmark, `${path}.benchmark`, microIds);
  const variant = oneOf(fields.variant, `${path}.variant`, microVariants[benchmark]);
  const state = oneOf(fields.state, `${path}.state`, ['measured', 'skipped'] as const);
  if (state === 'skipped') {
    const reason = oneOf(fields.reason, `${path}.reason`, skipReasons);
    return { benchmark, variant, state, reason, detail: words(fields.detail, `${path}.detail`) };
  }
  const extents = Object.entries(object(fields.size, `${path}.size`));
  if (extents.length === 0 || extents.length > 4) wrong(`${path}.size`, '1 to 4 extents', extents.length);
  const work = object(fields.work, `${path}.work`);
  return {
    benchmark,
    variant,
    state,
    size: Object.fromEntries(
      extents.map(([name, extent]) => {
        if (!/^[a-z]{1,20}$/.test(name)) wrong(`${path}.size`, 'lower-case names', name);
        return [name, number(extent, `${path}.size.${name}`, 'a whole number above 0')];
      }),
    ),
    work: {
      bytes: number(work.bytes, `${path}.work.bytes`, 'a whole number above 0'),
      operations: number(work.operations, `${path}.work.operations`, '0 or more'),
    },
    seconds: spreadOf(fields.seconds, `${path}.seconds`),
    error: number(fields.error, `${path}.error`, '0 or more'),
  };
}
