/**
 * Money, energy and carbon per token, from what the reader guesses and nothing else. Models a machine that is paid for
 * by the hour, busy for a share of it, drawing constant power. Leaves out staff, network, storage, taxes, idle power,
 * cooling unless the reader counts it into the watts, and the making of the hardware.
 */
import { ensure } from '../errors';
import type { SetupGuesses } from './setup';

const SECONDS_PER_HOUR = 3600;
const JOULES_PER_KILOWATT_HOUR = 3.6e6;

export interface Running {
  /** Tokens per second of the whole machine while it works. */
  readonly tokensPerSecond: number;
  readonly devices: number;
  /** Share of paid time spent working, 0 to 1. Default 1. */
  readonly utilization?: number;
}

/** What one token costs; a field is absent when its guess is. */
export interface TokenCost {
  /** The reader's currency. */
  readonly rent?: number;
  readonly energyJoules?: number;
  readonly electricity?: number;
  readonly carbonGrams?: number;
}

function checkedRunning({ tokensPerSecond, devices, utilization = 1 }: Running) {
  ensure(tokensPerSecond > 0 && Number.isFinite(tokensPerSecond), 'money.bad-rate', { tokensPerSecond });
  ensure(devices >= 1, 'money.bad-devices', { devices });
  ensure(utilization > 0 && utilization <= 1, 'money.bad-utilization', { utilization });
  return { tokensPerSecond, devices, utilization };
}

/**
 * The cost of one token. Worked: 1,000 tokens/s on 4 devices at 2 per device-hour: 8/3600/1000 = 2.22e-6; at 400 W
 * each, 1.6 J. Throws `BookError` `money.bad-rate`, `money.bad-devices`, `money.bad-utilization`, `money.bad-guess`.
 */
export function tokenCost(running: Running, guesses: SetupGuesses): TokenCost {
  const { tokensPerSecond, devices, utilization } = checkedRunning(running);
  for (const [name, value] of Object.entries(guesses)) {
    ensure(value === undefined || (Number.isFinite(value) && value >= 0), 'money.bad-guess', {
      name,
      value: String(value),
    });
  }
  const { pricePerDeviceHour, wattsPerDevice, pricePerKilowattHour, gramsPerKilowattHour } = guesses;
  const paidSeconds = devices / (tokensPerSecond * utilization);
  const energyJoules = wattsPerDevice === undefined ? undefined : wattsPerDevice * paidSeconds;
  const kilowattHours = energyJoules === undefined ? undefined : energyJoules / JOULES_PER_KILOWATT_HOUR;
  const times = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a * b;
  return {
    rent:
      pricePerDeviceHour === undefined ? undefined : (pricePerDeviceHour / SECONDS_PER_HOUR) * paidSeconds,
    energyJoules,
    electricity: times(kilowattHours, pricePerKilowattHour),
    carbonGrams: times(kilowattHours, gramsPerKilowattHour),
  };
}

export interface Purchase {
  readonly pricePerDevice: number;
  readonly lifetimeYears: number;
}

/** Price of a device-hour of a bought device, electricity apart. Worked: 20,000 over 4 years: 0.57. */
export function ownedDeviceHour({ pricePerDevice, lifetimeYears }: Purchase): number {
  ensure(pricePerDevice >= 0 && lifetimeYears > 0, 'money.bad-purchase', { pricePerDevice, lifetimeYears });
  return pricePerDevice / (lifetimeYears * 365.25 * 24);
}

/**
 * Hours of work after which buying has cost less than renting; undefined when it never does.
 * Worked: 20,000 against 2 an hour, electricity 0.12 an hour: 10,638 hours.
 */
export function breakEvenHours(
  purchase: Purchase,
  rentPerDeviceHour: number,
  electricityPerHour: number,
): number | undefined {
  const saved = rentPerDeviceHour - electricityPerHour;
  return saved > 0 ? purchase.pricePerDevice / saved : undefined;
}
