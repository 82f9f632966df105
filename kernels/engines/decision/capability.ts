/**
 * Whether a cell of the table of engines holds what is asked, on a given device. A cell writes
 * `int8@nvidia>=turing<=hopper`: the name, the kinds of hardware it holds for (all, when none is named), the first and last
 * generation of NVIDIA's.
 */
import type { EngineCell, EngineColumn } from '../../catalog/engines';
import { BookError } from '../../errors';
import { type DeviceClass, generations } from './device';

/** `partly`: with a reservation that the source itself makes. */
export type Answer = 'yes' | 'partly' | 'no';

/** What the decision reads of an engine; a row of the table is one. */
export interface DecidingEngine {
  readonly id: string;
  readonly cells: Readonly<Partial<Record<EngineColumn, Pick<EngineCell, 'has' | 'partly'>>>>;
}

interface Capability {
  readonly name: string;
  readonly kinds?: readonly string[];
  /** First and last generation of NVIDIA's, by their place in the list. */
  readonly from: number;
  readonly to: number;
}

const known = new Map<string, Capability>();
const order: readonly string[] = generations;
const pattern = /^([a-z\d-]+)(?:@([a-z|]+))?(?:>=([a-z]+))?(?:<=([a-z]+))?$/;

/** Reads one entry of a cell. Throws `BookError('decision.capability')` when it is not written as the header says. */
export function readCapability(text: string): Capability {
  const before = known.get(text);
  if (before) return before;
  const match = pattern.exec(text);
  const [, name, kinds, first, last] = match ?? [];
  const from = first === undefined ? 0 : order.indexOf(first);
  const to = last === undefined ? order.length - 1 : order.indexOf(last);
  if (!match || from < 0 || to < 0) throw new BookError('decision.capability', { text });
  const read = { name, ...(kinds && { kinds: kinds.split('|') }), from, to };
  known.set(text, read);
  return read;
}

function holds({ name, kinds, from, to }: Capability, asked: string, device: DeviceClass): boolean {
  if (name !== asked || (kinds && !kinds.includes(device.kind))) return false;
  const own = device.generation === undefined ? from : order.indexOf(device.generation);
  return own >= from && own <= to;
}

/** What a cell answers. Worked: FP8 weights on an Ampere card are `partly` for vLLM and `no` for TensorRT-LLM. */
export function cellAnswer(
  cell: Pick<EngineCell, 'has' | 'partly'>,
  asked: string,
  device: DeviceClass,
): Answer {
  const among = (entries: readonly string[]) =>
    entries.some((entry) => holds(readCapability(entry), asked, device));
  if (among(cell.has)) return 'yes';
  return among(cell.partly) ? 'partly' : 'no';
}
