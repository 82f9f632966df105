/**
 * The game “which of these measurements is wrong?”: three published rows, and one that cannot be a measurement. The
 * wrong one is made from a published row by a mistake that people make, or is a figure that somebody printed.
 */
import { createRandom, type Random } from '../../numbers/random';

/** What the player is told of a measurement, and what is needed to judge it. */
export interface Claimed {
  readonly model: string;
  readonly hardware: string;
  readonly gpus: number;
  readonly bits: number;
  readonly batch: number;
  readonly context: number;
  /** Bytes that one step reads, and how many of them are weights. */
  readonly bytes: number;
  readonly weightBytes: number;
  readonly bytesPerSecond: number;
  /** Memory of all devices. */
  readonly capacityBytes: number;
  /** Time between two tokens of one reader, as claimed. */
  readonly seconds: number;
}

/** Why the wrong one is wrong. `printed`: somebody published this figure. */
export type Flaw = 'too-fast' | 'divided' | 'too-large' | 'printed';

export interface Suspect extends Claimed {
  readonly flaw?: Flaw;
}

export interface SuspectRound {
  readonly suspects: readonly Suspect[];
  /** Index of the wrong one. */
  readonly wrong: number;
}

const SUSPECTS = 4;

/** Least time of a claim: its bytes at full bandwidth. Worked: 14.2 GB at 2,039 GB/s, 6.96 ms. */
export const claimBound = (claim: Claimed): number => claim.bytes / claim.bytesPerSecond;

/** What a claim breaks, if anything: more weights than memory, or less time than the reading takes. */
export function broken(claim: Claimed): 'too-large' | 'too-fast' | undefined {
  if (claim.weightBytes > claim.capacityBytes) return 'too-large';
  return claim.seconds < claimBound(claim) ? 'too-fast' : undefined;
}

/**
 * One round. `rows` are measured and sound, `printed` are not; the same seed gives the same round. Four suspects, of
 * which exactly one is broken.
 */
export function suspectRound(
  rows: readonly Claimed[],
  printed: readonly Claimed[],
  seed: number,
): SuspectRound {
  const random = createRandom(seed * 7919 + 17);
  const order = shuffled(rows, random);
  const wrong = random.integer(0, SUSPECTS - 1);
  const forged = forge(order[SUSPECTS - 1], order, printed, random);
  const suspects = [...order.slice(0, SUSPECTS - 1)] as Suspect[];
  suspects.splice(wrong, 0, forged);
  return { suspects, wrong };
}

function forge(
  row: Claimed,
  others: readonly Claimed[],
  printed: readonly Claimed[],
  random: Random,
): Suspect {
  const kind = random.pick<Flaw>(['too-fast', 'divided', 'too-large', 'printed']);
  if (kind === 'printed') return { ...random.pick(printed), flaw: 'printed' };
  if (kind === 'too-large') {
    // A large model moves to a device that cannot hold it, at a time that the device's bandwidth would allow.
    const large = others.filter((one) => one.gpus === 1 || one.weightBytes > 20e9);
    const [from, to] = pairThatDoesNotFit(large, others) ?? [row, row];
    const moved = {
      ...from,
      hardware: to.hardware,
      gpus: to.gpus,
      bytesPerSecond: to.bytesPerSecond,
      capacityBytes: to.capacityBytes,
    };
    return { ...moved, seconds: claimBound(moved) / (0.55 + 0.3 * random.uniform()), flaw: 'too-large' };
  }
  if (kind === 'divided') {
    // Enough sequences that the division falls below the bound, whatever the row.
    const batch = 2 ** Math.ceil(Math.log2((1.3 * row.seconds) / claimBound(row)) + random.integer(0, 2));
    const cache = row.bytes - row.weightBytes;
    const several = { ...row, batch, bytes: row.weightBytes + cache * batch };
    const seconds = Math.max(row.seconds, claimBound(several) * 1.2) / batch;
    return { ...several, seconds, flaw: 'divided' };
  }
  return { ...row, seconds: claimBound(row) * (0.5 + 0.35 * random.uniform()), flaw: 'too-fast' };
}

/** The first model, in this order, whose weights the first possible device does not hold. */
function pairThatDoesNotFit(
  models: readonly Claimed[],
  devices: readonly Claimed[],
): readonly [Claimed, Claimed] | undefined {
  for (const device of devices) {
    const model = models.find((one) => one.weightBytes > device.capacityBytes);
    if (model) return [model, device];
  }
  return undefined;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
