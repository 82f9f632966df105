/**
 * What tokens cost on the reader's machine: time of its devices first, which needs no guess; money, energy and carbon
 * from the guesses that were made, and from no others. Answer tokens are those of the Setup's decode step, prompt tokens
 * those of a prompt read alone; both at a share of the floor's speed, on a machine that is paid for when it idles too.
 * Leaves out what money.ts leaves out, and reading prompts and writing answers in one another's shadow.
 */
import { BookError } from '../../errors';
import type { ParamValues } from '../../simulator';
import { breakEvenHours, ownedDeviceHour, type TokenCost, tokenCost } from '../money';
import { receipt } from '../receipt';
import type { Setup, SetupGuesses } from '../setup';
import { prefillBound } from '../times';

export interface MoneyGuesses extends SetupGuesses {
  readonly pricePerDevice?: number;
  readonly lifetimeYears?: number;
}

/** Round on purpose, so that nobody takes them for prices. */
export const inventedGuesses: Required<MoneyGuesses> = {
  pricePerDeviceHour: 1,
  wattsPerDevice: 500,
  pricePerKilowattHour: 0.1,
  gramsPerKilowattHour: 100,
  pricePerDevice: 10_000,
  lifetimeYears: 5,
};
export const guessNames = Object.keys(inventedGuesses) as (keyof MoneyGuesses)[];

/** Cost of one token of a kind, in everything it can be counted in. */
export interface KindCost extends TokenCost {
  /** Seconds of one device, paid for, busy or not. */
  readonly deviceSeconds: number;
  /** Hardware that is bought, worn down over its life; electricity apart. */
  readonly hardware?: number;
  /** Hardware and electricity; absent unless both are known. */
  readonly owned?: number;
}

export interface MoneyResult {
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly busy: number;
  readonly reached: number;
  readonly guesses: MoneyGuesses;
  readonly invented: boolean;
  readonly prompt: KindCost;
  readonly answer: KindCost;
  /** What an answer token costs, in prompt tokens. */
  readonly answerWorth: number;
  /** Seconds of devices that one request takes, and the prompt's part of it. */
  readonly requestDeviceSeconds: number;
  readonly promptShare: number;
  /** Hours of renting one device after which buying it would have cost less; absent without guesses, or if never. */
  readonly breakEvenHours?: number;
}

/**
 * The figure's numbers; undefined for a device that states no rate of arithmetic.
 * Worked: the running example, 0.957 device-hours for a million answer tokens, 7.8 prompt tokens for an answer token.
 */
export function money(setup: Setup, values: ParamValues): MoneyResult | undefined {
  const promptTokens = Number(values.promptTokens);
  const answerTokens = Number(values.answerTokens);
  const busy = Number(values.busy);
  const reached = Number(values.reached);
  const rates = ratesOf(setup, promptTokens);
  if (!rates) return undefined;
  const invented = values.numbers === 'invented';
  const guesses: MoneyGuesses = invented ? inventedGuesses : { ...setup.guesses, ...purchaseOf(values) };
  const kind = (tokensPerSecond: number) => kindCost(tokensPerSecond * reached, setup.devices, busy, guesses);
  const prompt = kind(rates.prompt);
  const answer = kind(rates.answer);
  const ofPrompt = promptTokens * prompt.deviceSeconds;
  const requestDeviceSeconds = ofPrompt + answerTokens * answer.deviceSeconds;
  return {
    promptTokens,
    answerTokens,
    busy,
    reached,
    guesses,
    invented,
    prompt,
    answer,
    answerWorth: answer.deviceSeconds / prompt.deviceSeconds,
    requestDeviceSeconds,
    promptShare: ofPrompt / requestDeviceSeconds,
    breakEvenHours: breakEven(guesses),
  };
}

/** Tokens per second at the floor: of all readers together, and of one prompt after another. */
function ratesOf(setup: Setup, promptTokens: number): { prompt: number; answer: number } | undefined {
  try {
    return {
      prompt: promptTokens / prefillBound(setup, promptTokens).seconds,
      answer: setup.batch / receipt(setup).floorSeconds,
    };
  } catch (error) {
    if (error instanceof BookError && error.id === 'accelerator.no-rate') return undefined;
    throw error;
  }
}

/** Only what was typed. */
function purchaseOf(values: ParamValues): Pick<MoneyGuesses, 'pricePerDevice' | 'lifetimeYears'> {
  const { pricePerDevice, lifetimeYears } = values;
  return {
    ...(Number(pricePerDevice) > 0 && { pricePerDevice: Number(pricePerDevice) }),
    ...(Number(lifetimeYears) > 0 && { lifetimeYears: Number(lifetimeYears) }),
  };
}

function kindCost(
  tokensPerSecond: number,
  devices: number,
  utilization: number,
  guesses: MoneyGuesses,
): KindCost {
  const { pricePerDevice, lifetimeYears, ...ofSetup } = guesses;
  const running = { tokensPerSecond, devices, utilization };
  const cost = tokenCost(running, ofSetup);
  const hour =
    pricePerDevice === undefined || lifetimeYears === undefined
      ? undefined
      : ownedDeviceHour({ pricePerDevice, lifetimeYears });
  const hardware = hour === undefined ? undefined : tokenCost(running, { pricePerDeviceHour: hour }).rent;
  return {
    ...cost,
    deviceSeconds: devices / (tokensPerSecond * utilization),
    hardware,
    owned: hardware === undefined || cost.electricity === undefined ? undefined : hardware + cost.electricity,
  };
}

function breakEven(guesses: MoneyGuesses): number | undefined {
  const { pricePerDevice, lifetimeYears, pricePerDeviceHour, wattsPerDevice, pricePerKilowattHour } = guesses;
  if (
    pricePerDevice === undefined ||
    lifetimeYears === undefined ||
    pricePerDeviceHour === undefined ||
    wattsPerDevice === undefined ||
    pricePerKilowattHour === undefined
  )
    return undefined;
  return breakEvenHours(
    { pricePerDevice, lifetimeYears },
    pricePerDeviceHour,
    (wattsPerDevice / 1000) * pricePerKilowattHour,
  );
}
