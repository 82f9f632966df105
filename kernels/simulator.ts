/**
 * The simulator contract: a headless, deterministic machine that a test, a worker, a static render and the page
 * all run alike. State is plain JSON carrying `nowSeconds`; randomness and time come from the state itself.
 */

export interface ParamSpec {
  /** Name of the parameter: the control's `name`, the URL key, the key in exports. */
  readonly key: string;
  readonly kind: 'number' | 'choice';
  readonly default: number | string;
  /** Bounds and step of a number. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** What 0 stands for, where it is no number of its own: what the reader's Setup says. */
  readonly zeroIs?: 'setup';
  /** Values of a choice, in the order shown. */
  readonly choices?: readonly string[];
  /** Message id of the unit ("tokens", "perSecond", …); the view words it. */
  readonly unit?: string;
  /** Message id of the label. */
  readonly labelId: string;
}

export type ParamValues = Readonly<Record<string, number | string>>;

export interface SimulatorEvent {
  readonly kind: string;
  readonly [key: string]: unknown;
}

export interface SimulatorState {
  readonly nowSeconds: number;
}

export interface Description {
  readonly messageId: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Simulator<S extends SimulatorState, M> {
  readonly id: string;
  readonly params: readonly ParamSpec[];
  readonly presets: Readonly<Record<string, { params: ParamValues; seed: number }>>;
  init(params: ParamValues, seed: number): S;
  step(state: S): { state: S; events: SimulatorEvent[] };
  metrics(state: S): M;
  /** Throws `BookError` when a rule of the machine is broken. */
  invariants(state: S): void;
  describe(state: S): Description;
}

/** The defaults of a params table. */
export function defaultParams(specs: readonly ParamSpec[]): Record<string, number | string> {
  return Object.fromEntries(specs.map((spec) => [spec.key, spec.default]));
}

export interface ParamIssue {
  readonly key: string;
  readonly given: string;
  readonly used: number | string;
  /** `used` is not to be read as it stands: it is what the Setup says. */
  readonly usedIs?: 'setup';
}

/**
 * Reads parameters from text (a URL, a file). Unknown keys are ignored; a value that is no number, out of range
 * or no choice is replaced by the nearest legal value and reported.
 */
export function parseParams(
  specs: readonly ParamSpec[],
  text: Readonly<Record<string, string | undefined>>,
): { values: Record<string, number | string>; issues: ParamIssue[] } {
  const values = defaultParams(specs);
  const issues: ParamIssue[] = [];
  for (const spec of specs) {
    const given = text[spec.key];
    if (given === undefined) continue;
    const used = parseOne(spec, given);
    values[spec.key] = used.value;
    if (used.exact) continue;
    const issue = { key: spec.key, given: given.slice(0, 40), used: used.value };
    issues.push(spec.zeroIs && used.value === 0 ? { ...issue, usedIs: spec.zeroIs } : issue);
  }
  return { values, issues };
}

function parseOne(spec: ParamSpec, given: string): { value: number | string; exact: boolean } {
  if (spec.kind === 'choice') {
    const exact = spec.choices?.includes(given) ?? false;
    return { value: exact ? given : spec.default, exact };
  }
  const parsed = given.trim() === '' ? Number.NaN : Number(given);
  if (!Number.isFinite(parsed)) return { value: spec.default, exact: false };
  const min = spec.min ?? Number.NEGATIVE_INFINITY;
  const max = spec.max ?? Number.POSITIVE_INFINITY;
  const step = spec.step ?? 0;
  const clamped = Math.min(max, Math.max(min, parsed));
  const origin = Number.isFinite(min) ? min : 0;
  const snapped = step > 0 ? origin + Math.round((clamped - origin) / step) * step : clamped;
  const value = Math.min(max, Number(snapped.toPrecision(12)));
  return { value, exact: Math.abs(value - parsed) < 1e-9 };
}
