/**
 * The time of one request, token by token: a prefill for the first, one decode step for each of the others. Models the
 * floors of times.ts, one step after the other without a gap; the prefill has the machine to itself. Leaves out what
 * times.ts leaves out, and the network between server and reader.
 */
import type { ParamValues } from '../../simulator';
import { weightBytesRead } from '../bytes';
import { planMemory } from '../plan-memory';
import { modelOf, type Setup } from '../setup';
import { type Bound, decodeBound, prefillBound, type TimeBound } from '../times';

export interface PassTime {
  /** Reading, of which the weights come first and the cache after them. */
  readonly memorySeconds: number;
  readonly weightsSeconds: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  /** The largest of reading, arithmetic and communication. */
  readonly floorSeconds: number;
  readonly boundBy: Bound;
}

export interface LatencyTimes {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** The pass over the prompt; its end is the first token. */
  readonly prefill: PassTime;
  /** The token looked at: its number in the answer, the tokens it looks back at, its pass. */
  readonly token: PassTime & { readonly number: number; readonly contextTokens: number };
  readonly ttftSeconds: number;
  /** Mean over the tokens after the first. */
  readonly tpotSeconds: number;
  readonly firstStepSeconds: number;
  readonly lastStepSeconds: number;
  readonly endToEndSeconds: number;
  /** Whether weights and cache fit the devices; if not, nobody will ever measure these times. */
  readonly fits: boolean;
}

/** Steps that stand for all of an answer: between two of them the floor is a straight line. */
const SAMPLES = 64;

/**
 * The request of the dials on the machine of the Setup. Of the batch, every other sequence holds the Setup's context.
 * Worked: 2,048 tokens in and 512 out in the running example, 229 ms to the first, 27.3 ms for each other, 14.2 s.
 */
export function latencyTimes(setup: Setup, values: ParamValues): LatencyTimes {
  const promptTokens = Number(values.promptTokens);
  const answerTokens = Number(values.answerTokens);
  const batch = values.company === 'alone' ? 1 : setup.batch;
  const meanContext = (own: number) => (own + (batch - 1) * setup.contextTokens) / batch;
  /** The step that makes token `number`: it reads the prompt and the tokens before it. */
  const step = (number: number) => decodeBound(setup, meanContext(promptTokens + number - 1), batch);
  const steps = answerTokens - 1;
  const samples = Math.min(SAMPLES, steps);
  let sum = 0;
  // The middle of each of `samples` equal stretches of the steps 2 … answerTokens.
  for (let at = 0; at < samples; at++) sum += step(1.5 + ((at + 0.5) * steps) / samples).seconds;
  const tpotSeconds = sum / samples;
  const prefill = prefillBound(setup, promptTokens);
  const number = 2 + Math.round(Number(values.place) * (answerTokens - 2));
  const last = promptTokens + steps;
  const plan = planMemory({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    devices: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
    batch,
    contextTokens: meanContext(last),
  });
  return {
    promptTokens,
    answerTokens,
    prefill: passOf(setup, prefill),
    token: { number, contextTokens: promptTokens + number - 1, ...passOf(setup, step(number)) },
    ttftSeconds: prefill.seconds,
    tpotSeconds,
    firstStepSeconds: step(2).seconds,
    lastStepSeconds: step(answerTokens).seconds,
    endToEndSeconds: prefill.seconds + steps * tpotSeconds,
    fits: plan.fits,
  };
}

function passOf(setup: Setup, bound: TimeBound): PassTime {
  const { memorySeconds, computeSeconds, communicationSeconds, seconds, boundBy, bytes } = bound;
  const weights = weightBytesRead(modelOf(setup), setup.weightFormat);
  return {
    memorySeconds,
    weightsSeconds: (memorySeconds * weights) / bytes,
    computeSeconds,
    communicationSeconds,
    floorSeconds: seconds,
    boundBy,
  };
}
