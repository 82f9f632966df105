/**
 * Whether a cell of the table of engines holds what is asked, on a given device. A cell writes `fp8@nvidia|amd>=ada`: the
 * name, the kinds of hardware it holds for (all, when none is named), and from or up to which generation of NVIDIA's.
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
  readonly bound?: { readonly from: boolean; readonly generation: number };
}

const known = new Map<string, Capability>();
const order: readonly string[] = generations;
const pattern = /^([a-z\d-]+)(?:@([a-z|]+))?(?:([<>])=([a-z]+))?$/;

/** Reads one entry of a cell. Throws `BookError('decision.capability')` when it is not written as the header says. */
export function readCapability(text: string): Capability {
  const before = known.get(text);
  if (before) return before;
  const match = pattern.exec(text);
  const generation = match?.[4] === undefined ? -1 : order.indexOf(match[4]);
  if (!match || (match[4] !== undefined && generation < 0))
    throw new BookError('decision.capability', { text });
  const [, name, kinds, sign] = match;
  const read = {
    name,
    ...(kinds && { kinds: kinds.split('|') }),
    ...(sign && { bound: { from: sign === '>', generation } }),
  };
  known.set(text, read);
  return read;
}

function holds({ name, kinds, bound }: Capability, asked: string, device: DeviceClass): boolean {
  if (name !== asked || (kinds && !kinds.includes(device.kind))) return false;
  if (!bound || device.kind !== 'nvidia') return true;
  const own = generations.indexOf(device.generation ?? 'volta');
  return bound.from ? own >= bound.generation : own <= bound.generation;
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
