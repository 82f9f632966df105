/**
 * What the recommender's figure shows: its dials as a question, the answer cut down to what is listed, every candidate
 * as a point, and each least change as the dials that make it. Same model and omissions as the recommender.
 */
import type { ParamValues } from '../../simulator';
import type { Configuration } from '../recommend/configuration';
import type { Change } from '../recommend/least-change';
import type { RecommendQuery } from '../recommend/query';
import { type Recommendation, recommend } from '../recommend/recommend';
import { modelOf, type Setup } from '../setup';
import { GOAL_STEP, LISTED, RISE_STEP } from './scenes';

/** Beyond it a drawing says no more. */
const MOST_POINTS = 2000;

export interface ChoosePoint {
  readonly stepSeconds: number;
  /** Of a million tokens: the reader's money when ranked by rent, hours of a device otherwise. */
  readonly cost: number;
  readonly known: boolean;
}

export interface OfferedChange {
  readonly changes: readonly Change[];
  readonly factor?: number;
  /** Dials that make the change. */
  readonly params: ParamValues;
}

export interface ChooseAnswer {
  /** What was asked, with the Setup filled in. */
  readonly modelId: string;
  readonly modelName: string;
  readonly contextTokens: number;
  /** Absent when as many as fit are wanted. */
  readonly concurrency?: number;
  readonly considered: number;
  readonly fitting: number;
  readonly rejected: Recommendation['rejected'];
  readonly rankedBy: Recommendation['rankedBy'];
  /** Best first. */
  readonly listed: readonly Configuration[];
  readonly points: readonly ChoosePoint[];
  readonly refusal?: {
    readonly reasons: NonNullable<Recommendation['refusal']>['reasons'];
    readonly changes: readonly OfferedChange[];
  };
}

/** The question that dials and Setup ask. */
export function chooseQuery(setup: Setup, values: ParamValues): RecommendQuery {
  const own = (key: string, theirs: string) => (values[key] === 'setup' ? theirs : String(values[key]));
  const machine = own('machine', setup.acceleratorId);
  const count = own('count', String(setup.devices));
  const formats = own('formats', setup.weightFormat);
  const caches = own('caches', setup.kvFormat);
  const floor = values.quality !== 'any';
  return {
    model: values.about === 'setup' ? modelOf(setup) : String(values.about),
    workload: {
      contextTokens: Number(values.tokensEach) || setup.contextTokens,
      ...(values.load === 'given' ? { concurrency: Number(values.sequences) || setup.batch } : {}),
      ...(Number(values.goalMilliseconds) > 0 ? { tpotSeconds: Number(values.goalMilliseconds) / 1e3 } : {}),
    },
    ...(machine === 'any' ? {} : { accelerator: machine }),
    ...(count === 'any' ? {} : { devices: Number(count) }),
    ...(formats === 'usual' ? {} : { weightFormats: [formats] }),
    ...(caches === 'usual' ? {} : { kvFormats: [caches] }),
    ...(floor
      ? {
          largestPerplexityRise: Number(values.risePercent) / 100,
          acceptUnpublished: values.quality === 'unpublished',
        }
      : {}),
    ...(setup.guesses ? { guessesByAccelerator: { [setup.acceleratorId]: setup.guesses } } : {}),
    rankedBy: values.rankedBy as RecommendQuery['rankedBy'],
  };
}

const upTo = (value: number, step: number) => Number((Math.ceil(value / step + 1e-6) * step).toFixed(6));

/** The dial that a change moves. A goal and a rise are rounded up, so that what fits exactly still fits. */
function dialOf({ id, values: { to } }: Change): ParamValues {
  switch (id) {
    case 'narrower-weights':
      return { formats: to };
    case 'narrower-cache':
      return { caches: to };
    case 'fewer-sequences':
      return { sequences: to };
    case 'shorter-context':
      return { tokensEach: to };
    case 'more-devices':
    case 'fewer-devices':
      return { count: String(to) };
    case 'other-accelerator':
      return { machine: to };
    case 'slower-tokens':
      return { goalMilliseconds: upTo(Number(to) * 1e3, GOAL_STEP) };
    case 'more-perplexity':
      return { risePercent: upTo(Number(to) * 100, RISE_STEP) };
    case 'unpublished-quality':
      return { quality: 'unpublished' };
  }
}

/** The best of every accelerator, in order. */
function bestOfEach(configurations: readonly Configuration[]): Configuration[] {
  const seen = new Set<string>();
  return configurations.filter(({ acceleratorId }) => {
    if (seen.has(acceleratorId)) return false;
    seen.add(acceleratorId);
    return true;
  });
}

/**
 * The answer. Throws as `recommend` does. Worked: the running example on its four devices: 14 pairs of formats fit, the first
 * is the 16-bit one at 42.3 ms a token, since of nothing narrower is the perplexity known.
 */
export function chooseAnswer(setup: Setup, values: ParamValues): ChooseAnswer {
  const query = chooseQuery(setup, values);
  const answer = recommend({ ...query, most: MOST_POINTS });
  const { configurations, considered, fitting, rejected, rankedBy, refusal } = answer;
  const list = values.list === 'machines' ? bestOfEach(configurations) : configurations;
  const model =
    typeof query.model === 'string'
      ? modelOf({ ...setup, customModel: undefined, modelId: query.model })
      : query.model;
  return {
    modelId: model.id,
    modelName: model.name,
    contextTokens: query.workload.contextTokens,
    ...(query.workload.concurrency === undefined ? {} : { concurrency: query.workload.concurrency }),
    considered,
    fitting,
    rejected,
    rankedBy,
    listed: list.slice(0, LISTED),
    points: configurations.map(({ stepSeconds, perMillionTokens, quality }) => ({
      stepSeconds,
      cost: rankedBy === 'rent' ? (perMillionTokens.rent ?? 0) : perMillionTokens.deviceHours,
      known: quality.kind !== 'none',
    })),
    ...(refusal
      ? {
          refusal: {
            reasons: refusal.reasons,
            changes: refusal.changes.map(({ changes, factor }) => ({
              changes,
              ...(factor === undefined ? {} : { factor }),
              params: Object.assign({}, ...changes.map(dialOf)) as ParamValues,
            })),
          },
        }
      : {}),
  };
}
